import { GraphError } from "../base/errors/graph-error";
import type { RequestWork } from "../base/work/request-work";

export interface SlowStatementQueueOptions {
  /** Statements that may run in it at a time. */
  slots: number;
  /** Milliseconds from any beginning. */
  now?: () => number;
}

/** A slot of the queue, given back when the statement has ended. */
export type Leave = () => void;

/** A statement that takes this long is a slow one. */
const slowMs = 100;
/** How much the latest time counts against those before it, and how far it was from them. */
const weight = { mean: 0.3, deviation: 0.25 };
/** What is begun should be done in time, also where it takes this much longer than the last ones. */
const caution = 1.5;
/** Or so many times as far from the mean as the last ones were: https://www.rfc-editor.org/rfc/rfc6298 */
const deviations = 4;
/**
 * The first runs of a statement count by the shortest of them: a process that has just begun, its connections, and a
 * server that has not read the table lately take long over whatever they do first.
 */
const coldRuns = 5;
/** So do all runs of a process that began no longer ago than this, in milliseconds. */
const coldMs = 10_000;
/** Statements whose times are known. */
const maxKnown = 2_000;
/** The longest `retryAfter`, in seconds. */
const maxRetryAfter = 10;

/** How long a statement takes, and how far from that the next may be. In milliseconds. */
interface Expected {
  mean: number;
  deviation: number;
  /** How often it ran, up to `coldRuns`. */
  runs: number;
}

interface Waiting {
  shape: string;
  expectedMs: number;
  /** Takes a slot and begins, or is refused. */
  begin: () => void;
  /** Begins without a slot: it turned out to be short. */
  release: () => void;
}

/**
 * Keeps slow statements from taking what short ones need: few of them run at a time, the others wait here, without a
 * connection. How long a statement takes is known from when it last ran; one that never ran is taken for slow until its
 * first run has ended, and when that was short, all that wait with it begin at once. Whoever could not be through in
 * time is refused at once, once the statement's times are known: work that is begun is then work that somebody gets an
 * answer from, however many ask. What the first runs of a process take is no reason to refuse anybody. How much
 * time a statement must have left is reckoned from how much its times differ: on a machine that others use, too, they
 * do, and the queue is the shorter.
 *
 * Each refused request is told when to come back, all at different times, or they would all be back at once.
 */
export class SlowStatementQueue {
  readonly #options: Required<SlowStatementQueueOptions>;
  readonly #expected = new Map<string, Expected>();
  readonly #running = new Map<object, { startedAt: number; expectedMs: number }>();
  readonly #queue: Waiting[] = [];
  /** When the next one that is refused may ask again. */
  #nextTurnAt = 0;
  readonly #warmAt: number;

  constructor({ slots, now = () => performance.now() }: SlowStatementQueueOptions) {
    this.#options = { slots, now };
    this.#warmAt = now() + coldMs;
  }

  /** Notes how long a statement ran; of one that was not let end, it takes that long at least. */
  note(text: string, ms: number, hasEnded: boolean): void {
    const shape = shapeOf(text);
    const before = this.#expected.get(shape);
    if (!hasEnded && ms < (before?.mean ?? slowMs)) return;
    // Put back at the end: the first is the least recently used.
    this.#expected.delete(shape);
    const after = learn(before, ms, this.#isWarm);
    this.#expected.set(shape, after);
    if (after.mean < slowMs) this.#release(shape);
    const [stalest] = this.#expected.size > maxKnown ? this.#expected.keys() : [];
    if (stalest !== undefined) this.#expected.delete(stalest);
  }

  /**
   * Undefined for a statement that is known to be short. Else resolves when it may run.
   * @throws GraphError QUERY_TIMEOUT when it could not be done by the time of the work, and why the work has ended.
   */
  enter(text: string, work: RequestWork): Promise<Leave> | undefined {
    const shape = shapeOf(text);
    const { mean: expectedMs, deviation } = this.#expected.get(shape) ?? unknown;
    if (expectedMs < slowMs) return undefined;
    const { slots, now } = this.#options;
    if (this.#queue.length === 0 && this.#running.size < slots)
      return Promise.resolve(this.#begin(expectedMs));
    const leastMs = expectedMs * caution;
    const lateMs = (waitMs: number, neededMs = leastMs) => now() + waitMs + neededMs - work.dueAt;
    // The next one has to be there when a slot is given back, or it would stay empty.
    const isNext = this.#queue.length < slots;
    const neededMs = isNext ? leastMs : Math.max(leastMs, expectedMs + deviation * deviations);
    const late = lateMs(this.#waitMs(), neededMs);
    if (late > 0 && this.#hasRun(shape)) return Promise.reject(this.#refusal(late, expectedMs));
    return new Promise((resolve, reject) => {
      const waiting = {
        shape,
        expectedMs,
        release: () => {
          forget();
          resolve(placeless);
        },
        begin: () => {
          forget();
          const stillLate = lateMs(0);
          if (stillLate > 0 && this.#hasRun(shape)) reject(this.#refusal(stillLate, expectedMs));
          else resolve(this.#begin(expectedMs));
        },
      };
      const forget = work.onEnd(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        reject(work.reason);
      });
      this.#queue.push(waiting);
    });
  }

  #begin(expectedMs: number): Leave {
    const slot = {};
    this.#running.set(slot, { startedAt: this.#options.now(), expectedMs });
    return () => {
      if (!this.#running.delete(slot)) return;
      while (this.#running.size < this.#options.slots && this.#queue.length > 0) this.#queue.shift()?.begin();
    };
  }

  get #isWarm(): boolean {
    return this.#options.now() >= this.#warmAt;
  }

  /** Whether its times are known, and those of a process that is warm. */
  #hasRun(shape: string): boolean {
    return (this.#expected.get(shape) ?? unknown).runs >= coldRuns;
  }

  /** Lets all of a shape begin that wait. */
  #release(shape: string): void {
    const released = this.#queue.filter((waiting) => waiting.shape === shape);
    if (released.length === 0) return;
    const others = this.#queue.filter((waiting) => waiting.shape !== shape);
    this.#queue.splice(0, this.#queue.length, ...others);
    for (const { release } of released) release();
  }

  /**
   * How long a new statement waits: what all before it are expected to need, shared by the slots. Those of a statement
   * that has hardly run count as one: it may turn out to be short, and then none of them needs a slot.
   */
  #waitMs(): number {
    const { slots, now } = this.#options;
    let sum = 0;
    for (const { startedAt, expectedMs } of this.#running.values())
      sum += Math.max(0, startedAt + expectedMs - now());
    const cold = new Set<string>();
    for (const { shape, expectedMs } of this.#queue) {
      if (!this.#hasRun(shape)) {
        if (cold.has(shape)) continue;
        cold.add(shape);
      }
      sum += expectedMs;
    }
    return sum / slots;
  }

  /** Of one that comes so many milliseconds too late to be through in time. */
  #refusal(lateMs: number, expectedMs: number): GraphError {
    const { slots, now } = this.#options;
    const turnAt = Math.min(Math.max(this.#nextTurnAt, now() + lateMs), now() + maxRetryAfter * 1000);
    this.#nextTurnAt = turnAt + expectedMs / slots;
    return new GraphError(
      "QUERY_TIMEOUT",
      "Too many questions that take long are asked at the moment; ask again shortly, or narrow the question.",
      { retryAfter: Math.max(1, Math.ceil((turnAt - now()) / 1000)) },
    );
  }
}

/** What is expected of a statement that never ran. */
const unknown: Expected = { mean: slowMs, deviation: 0, runs: 0 };

const placeless: Leave = () => undefined;

function learn(before: Expected | undefined, ms: number, isWarm: boolean): Expected {
  if (!before) return { mean: ms, deviation: 0, runs: 1 };
  const { mean, deviation, runs } = before;
  if (runs < coldRuns) {
    const most = isWarm ? coldRuns : coldRuns - 1;
    return { mean: Math.min(mean, ms), deviation, runs: Math.min(runs + 1, most) };
  }
  const difference = ms - mean;
  return {
    mean: mean + difference * weight.mean,
    deviation: deviation + (Math.abs(difference) - deviation) * weight.deviation,
    runs,
  };
}

/** One for every number of keys in a list. */
function shapeOf(text: string): string {
  return text.replace(/\$\d+(?:,\s*\$\d+)*/g, "$");
}
