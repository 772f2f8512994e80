import type { LiveAnswer } from "../../../gateway/live/live-answer";
import type { LiveQueries } from "../../../gateway/live/live-queries";
import type { OperationRequest } from "../../../gateway/pipeline/pipeline";
import type { GatewayContext } from "../../../gateway/request/context";
import { GraphError } from "../../../shared/base/errors/graph-error";

/** Live queries whose answers a test makes, for what carries them. */
export interface FakeLiveQueries extends LiveQueries {
  /** What was begun, the latest last. */
  readonly begun: { request: OperationRequest; context: GatewayContext }[];
  /** How many answers were taken. */
  readonly taken: number;
  /** Has all of them answer this, and is done with an answer that nobody has taken. */
  answer(result: unknown): void;
  /** Has all of them throw. */
  fail(error: Error): void;
  /** Has all of them end. */
  end(): void;
  /** Fulfilled when so many run. */
  running(count: number): Promise<void>;
}

type Outcome = { answer: LiveAnswer } | { error: Error } | "end";

/** A subscription of `refused` is refused; any other one answers when the test says so. */
export function createFakeLiveQueries(): FakeLiveQueries {
  const begun: FakeLiveQueries["begun"] = [];
  const readers = new Set<(outcome: Outcome) => void>();
  let watchers: (() => void)[] = [];
  let [sequence, taken] = [0, 0];
  const changed = () => {
    const told = watchers;
    watchers = [];
    for (const tell of told) tell();
  };
  const tellAll = (outcome: Outcome) => {
    for (const tell of [...readers]) tell(outcome);
  };
  const iterate = (signal: AbortSignal): AsyncIterableIterator<LiveAnswer> => {
    let newest: Outcome | undefined;
    let wake = () => {};
    const tell = (outcome: Outcome) => {
      newest = outcome;
      wake();
    };
    const leave = () => {
      readers.delete(tell);
      changed();
    };
    readers.add(tell);
    changed();
    signal.addEventListener("abort", () => {
      leave();
      tell("end");
    });
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        while (newest === undefined)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        const outcome = newest;
        if (outcome === "end" || "error" in outcome) leave();
        if (outcome === "end") return { done: true, value: undefined };
        if ("error" in outcome) throw outcome.error;
        newest = undefined;
        taken++;
        return { done: false, value: outcome.answer };
      },
    };
  };
  return {
    begun,
    get taken() {
      return taken;
    },
    get count() {
      return readers.size;
    },
    answer: (result) => tellAll({ answer: { json: JSON.stringify(result), sequence: ++sequence } }),
    fail: (error) => tellAll({ error }),
    end: () => tellAll("end"),
    async running(count) {
      while (readers.size !== count) await new Promise<void>((resolve) => void watchers.push(resolve));
    },
    async subscribe(request, context, signal) {
      begun.push({ request, context });
      if (request.query.includes("refused")) {
        return { errors: [new GraphError("QUERY_TOO_COMPLEX", "Expected less.")] };
      }
      await context.rate?.charge(100);
      return { answers: iterate(signal) };
    },
    stop: async () => tellAll("end"),
  };
}
