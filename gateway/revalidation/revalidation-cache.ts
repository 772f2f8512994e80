import { type CacheState, createWeightedCache } from "../../shared/base/cache/weighted-cache";
import type { SubgraphRequest } from "../transport/subgraph-request";

/** The requests and answers of one run of a query in which nothing went wrong. */
export interface RevalidatableRun {
  /** The requests by the number of their fetch, each with the bytes that were answered; holes where none was made. */
  readonly requests: readonly SubgraphRequest[];
  /** The bytes that the client got. */
  readonly answer: Buffer;
}

export interface RevalidationEntry extends RevalidatableRun {
  state: "new" | "tried" | "confirmed";
}

/** One run of each query that comes again and again. */
export interface RevalidationCache {
  /**
   * The run that a request should try to repeat. A new one is tried by one request alone, whose outcome decides for the
   * others: where answers differ each time, all would find out only when they hold much already.
   */
  take(key: string): RevalidationEntry | undefined;
  /** All subgraphs have answered as in this run. */
  confirm(run: RevalidationEntry): void;
  /** A subgraph has not: it is forgotten. */
  invalidate(key: string, run: RevalidationEntry): void;
  /** Whoever tried it does not know: a fetch failed. */
  giveUp(run: RevalidationEntry): void;
  /** Whether the run that begins now should be cached; one at a time, so its end has to be reported by `set`. */
  isWanted(key: string): boolean;
  /** Remembers a run that was wanted, unless a fetch of it had no answer or it is too large. Undefined: it went wrong. */
  set(key: string, run: RevalidatableRun | undefined): void;
  /** `hits`: runs that all subgraphs repeated; `misses`: those that one of them answered otherwise. */
  state(): CacheState;
}

/** In bytes, all together and each. */
const maxBytes = 32 * 1024 * 1024;
const maxRunBytes = 1024 * 1024;
/** What a run costs besides its texts, at least. */
const leastBytes = 1024;
/** What is known of queries whose run is not cached, in characters of their keys. */
const maxNotes = 1024 * 1024;
const leastNote = 128;
/** A query whose answers differ each time is looked at in one of so many runs. */
const maxRest = 63;

interface Note {
  /** How many cached runs in a row were invalidated at once. */
  invalidated: number;
  /** How many runs are let pass before one is cached. */
  rest: number;
  /** One is on its way. What many hold that wait for their turn is carried along by the garbage collector. */
  isAwaited: boolean;
}

/**
 * Caching costs little, and that little is spent where it may come back: not on a query that comes for the first
 * time, and ever more seldom on one whose answers are others each time.
 */
export function createRevalidationCache(): RevalidationCache {
  const runs = createWeightedCache<RevalidationEntry>(maxBytes);
  let [confirmed, invalidated] = [0, 0];
  const notes = createWeightedCache<Note>(maxNotes);
  const note = (key: string, known: Note) => notes.set(key, known, key.length + leastNote);
  return {
    take(key) {
      const run = runs.get(key);
      if (run?.state === "tried") return undefined;
      if (run?.state === "new") run.state = "tried";
      return run;
    },
    confirm(run) {
      confirmed += 1;
      run.state = "confirmed";
    },
    invalidate(key, run) {
      invalidated += 1;
      // Of many equal requests that are under way when data changes, the first reports it.
      if (runs.get(key) !== run) return;
      runs.delete(key);
      const inARow = run.state === "confirmed" ? 0 : (notes.get(key)?.invalidated ?? 0) + 1;
      note(key, { invalidated: inARow, rest: Math.min(2 ** inARow - 1, maxRest), isAwaited: false });
    },
    giveUp(run) {
      if (run.state === "tried") run.state = "new";
    },
    isWanted(key) {
      const known = notes.get(key);
      if (!known) note(key, { invalidated: 0, rest: 0, isAwaited: false });
      if (!known || known.isAwaited || runs.get(key)) return false;
      known.isAwaited = known.rest === 0;
      if (!known.isAwaited) known.rest--;
      return known.isAwaited;
    },
    set(key, run) {
      const known = notes.get(key);
      if (known) known.isAwaited = false;
      if (!run?.requests.every(({ expected }) => expected)) return;
      const weight = weightOf(key, run);
      if (weight <= maxRunBytes) runs.set(key, { ...ownCopy(run), state: "new" }, weight);
    },
    state: () => ({ ...runs.state(), hits: confirmed, misses: invalidated }),
  };
}

function weightOf(key: string, { requests, answer }: RevalidatableRun): number {
  let weight = leastBytes + key.length + answer.length;
  requests.forEach(({ body, expected }) => {
    weight += 2 * body.length + (expected?.length ?? 0);
  });
  return weight;
}

/** Holds nothing else in memory: a Buffer may be a part of a larger one, that of all that a socket read at once. */
function ownCopy({ requests, answer }: RevalidatableRun): RevalidatableRun {
  return {
    requests: requests.map((request) => ({
      ...request,
      ...(request.expected && { expected: copy(request.expected) }),
    })),
    answer: copy(answer),
  };
}

function copy(bytes: Buffer): Buffer {
  const copied = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copied);
  return copied;
}
