import { GraphError } from "../errors/graph-error";
import type { RequestWork } from "../work/request-work";

export interface SlowLaneOptions {
  /** Statements that may run in it at a time. */
  slots: number;
  /** Milliseconds from any beginning. */
  now?: () => number;
}

/** A place in the lane, given back when the statement has ended. */
export type Leave = () => void;

/** A statement that takes this long is a slow one. */
const slowMs = 100;
/** How much the latest time counts against those before it. */
const weight = 0.3;
/** What is begun should be done in time, also where it takes this much longer than the last ones. */
const caution = 1.5;
/** Statements whose times are known. */
const maxKnown = 2_000;

interface Waiting {
  expectedMs: number;
  begin: () => void;
}

/**
 * Keeps slow statements from taking what short ones need: few of them run at a time, the others wait here, without a
 * connection. How long a statement takes is known from when it last ran; one that never ran is taken for slow. Whoever
 * could not be through in time is refused at once: work that is begun is then work that somebody gets an answer from,
 * however many ask.
 */
export class SlowLane {
  readonly #options: Required<SlowLaneOptions>;
  readonly #expected = new Map<string, number>();
  readonly #running = new Map<object, { startedAt: number; expectedMs: number }>();
  readonly #queue: Waiting[] = [];

  constructor({ slots, now = () => performance.now() }: SlowLaneOptions) {
    this.#options = { slots, now };
  }

  /** Notes how long a statement ran; of one that was not let end, it takes that long at least. */
  note(text: string, ms: number, hasEnded: boolean): void {
    const shape = shapeOf(text);
    const before = this.#expected.get(shape) ?? ms;
    if (!hasEnded && ms < before) return;
    // Put back at the end: the first is what was not asked for longest.
    this.#expected.delete(shape);
    this.#expected.set(shape, before + (ms - before) * weight);
    const [stalest] = this.#expected.size > maxKnown ? this.#expected.keys() : [];
    if (stalest !== undefined) this.#expected.delete(stalest);
  }

  /**
   * Undefined for a statement that is known to be short. Else resolves when it may run.
   * @throws GraphError QUERY_TIMEOUT when it could not be done by the time of the work, and why the work has ended.
   */
  enter(text: string, work: RequestWork): Promise<Leave> | undefined {
    const expectedMs = this.#expected.get(shapeOf(text)) ?? slowMs;
    if (expectedMs < slowMs) return undefined;
    const { slots, now } = this.#options;
    if (this.#queue.length === 0 && this.#running.size < slots)
      return Promise.resolve(this.#begin(expectedMs));
    const isTooLate = (waitMs: number) => now() + waitMs + expectedMs * caution > work.dueAt;
    if (isTooLate(this.#waitMs())) return Promise.reject(refusal());
    return new Promise((resolve, reject) => {
      const waiting = {
        expectedMs,
        begin: () => {
          forget();
          if (isTooLate(0)) reject(refusal());
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
    const place = {};
    this.#running.set(place, { startedAt: this.#options.now(), expectedMs });
    return () => {
      if (!this.#running.delete(place)) return;
      while (this.#running.size < this.#options.slots && this.#queue.length > 0) this.#queue.shift()?.begin();
    };
  }

  /** How long whoever comes now waits: what all before it are expected to need, shared by the slots. */
  #waitMs(): number {
    const { slots, now } = this.#options;
    let sum = 0;
    for (const { startedAt, expectedMs } of this.#running.values())
      sum += Math.max(0, startedAt + expectedMs - now());
    for (const { expectedMs } of this.#queue) sum += expectedMs;
    return sum / slots;
  }
}

/** One for every number of keys in a list. */
function shapeOf(text: string): string {
  return text.replace(/\$\d+(?:,\s*\$\d+)*/g, "$");
}

function refusal(): GraphError {
  return new GraphError(
    "QUERY_TIMEOUT",
    "Too many questions that take long are asked at the moment; ask again shortly, or narrow the question.",
  );
}
