import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import { keepForms } from "./answer-forms";
import { type Recording, recordRun } from "./record-run";
import type { SubgraphState, SubgraphStates } from "./subgraph-states";
import { createWorthKeeping } from "./worth-keeping";

/** What a query is answered with, or what is to come of running it; neither: it runs as ever. */
export interface TakenAnswer {
  /** As good as one that is executed now. */
  answer?: Buffer;
  /** Keeps the answer of the run that follows. Others wait for its end, which has to be told whatever comes. */
  recording?: Recording;
}

/** A query that may be answered by what is kept. */
export interface TakeOptions {
  /** Of everything that its answer follows from, other than the data and the instant: viewers that are alike share one. */
  key: string;
  /** All that may be asked for it. */
  subgraphs: readonly string[];
  /** When it began, in milliseconds since 1970. */
  begunAt: number;
}

/** Answers that are sent again without a fetch while nothing has changed. */
export interface KeptAnswers {
  take(options: TakeOptions): Promise<TakenAnswer>;
}

interface KeptAnswer {
  readonly answer: Buffer;
  /** Of each subgraph that was asked, as it was before the first fetch. */
  readonly states: readonly SubgraphState[];
  weight: number;
  isUsed: boolean;
}

/** Of one answer, of which there are others in compressed forms. */
const maxAnswerBytes = 1024 * 1024;
/** What an answer takes besides its bytes, about. */
const leastBytes = 1024;
/** Longest wait for the run of another, in milliseconds: then one runs by itself. */
const waitMs = 1_000;

/**
 * An answer is kept with the states that its subgraphs had before its first fetch. It is sent again when each of them, read
 * after the request for it came, still is the same: then nothing was committed from before the fetches until after the
 * request, and it is what would be fetched now. There is no time to live, and nothing is invalidated by a message that may
 * be late.
 *
 * When something has changed, one request runs the query, and those that come meanwhile take its answer by the same rule.
 */
export function createKeptAnswers(states: SubgraphStates, maxBytes: number): KeptAnswers {
  const answers = createWeightedCache<KeptAnswer>(maxBytes);
  const worth = createWorthKeeping();
  const running = new Map<string, Promise<void>>();

  /** Of several that find out at the same time, the first forgets it. */
  const forget = (key: string, kept: KeptAnswer) => {
    if (answers.get(key) !== kept) return;
    answers.delete(key);
    if (kept.isUsed) worth.wasUsed(key);
    else worth.wasWasted(key);
  };
  const keep = (key: string, bytes: Buffer, read: readonly SubgraphState[]) => {
    if (bytes.length > maxAnswerBytes) return worth.wasWasted(key);
    const answer = Buffer.allocUnsafeSlow(bytes.length);
    bytes.copy(answer);
    const weight = leastBytes + key.length + answer.length;
    const entry: KeptAnswer = { answer, states: read, weight, isUsed: false };
    keepForms(answer, (grown) => {
      entry.weight += grown;
      if (answers.get(key) === entry) answers.set(key, entry, entry.weight);
    });
    answers.set(key, entry, entry.weight);
  };
  const record = async (options: TakeOptions): Promise<TakenAnswer> => {
    const { key, subgraphs, begunAt } = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    running.set(key, promise);
    const end = () => {
      running.delete(key);
      resolve();
    };
    const read = await states.read(subgraphs, begunAt);
    if (!read?.every(({ from, until }) => from <= begunAt && (until === undefined || begunAt < until))) {
      worth.wasWasted(key);
      end();
      return {};
    }
    const recording = recordRun(subgraphs, read, (answer) => {
      if (answer) keep(key, answer, read);
      else worth.wasWasted(key);
      end();
    });
    return { recording };
  };
  return {
    async take(options) {
      const { key, subgraphs, begunAt } = options;
      for (let hasWaited = false; ; hasWaited = true) {
        const kept = answers.get(key);
        if (kept) {
          const read = await states.read(subgraphs, begunAt);
          if (!read) return {};
          if (read.every((state, at) => state === kept.states[at])) {
            kept.isUsed = true;
            return { answer: kept.answer };
          }
          forget(key, kept);
        }
        const others = running.get(key);
        if (!others) return worth.isWanted(key) ? record(options) : {};
        if (hasWaited || !(await endsWithin(others))) return {};
      }
    },
  };
}

/** Whether it has ended before others have waited too long. */
async function endsWithin(running: Promise<void>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), waitMs);
  return Promise.race([running.then(() => true), late.promise]).finally(() => clearTimeout(timer));
}
