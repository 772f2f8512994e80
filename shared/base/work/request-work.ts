import { AsyncLocalStorage } from "node:async_hooks";
import { GraphError } from "../errors/graph-error";
import { ListScheduler } from "./list-scheduler";

export interface RequestWorkOptions {
  /** Objects that its lists may have in all; no limit by default. */
  objects?: number;
  /** Lists of all requests of a process are answered at one pace. */
  pace?: ListScheduler;
}

const current = new AsyncLocalStorage<RequestWork>();

/**
 * The work that is done for one request, as something that can be ended: because nobody waits for the answer any
 * more, because its time is up, or because it has become too much.
 *
 * graphql-js 16 cannot be stopped. So code that waits for an answer waits for `ended` as well; lists that are requested
 * for later never come, which leaves the rest of the execution to the garbage collector; and statements are cancelled
 * (shared/database/work-runner.ts).
 */
export class RequestWork {
  /** Resolves with the reason when the work was ended; stays pending otherwise. */
  readonly ended: Promise<GraphError>;
  /** A change goes on without its client: half of it would be worse than all of it. */
  isChange = false;
  /** Something was changed, or is being committed, and nothing undoes it. */
  hasChanged = false;
  /** All of the answer is as of now, and would be the same as long as no change is told of and no day or deadline passes. */
  isOfState = true;
  /** The instant of `performance.now()` at which its time is up; none where the caller has set none. */
  dueAt = Number.POSITIVE_INFINITY;
  readonly #settle: (reason: GraphError) => void;
  readonly #listeners = new Set<() => void>();
  readonly #pace: ListScheduler | undefined;
  #objects: number;
  #reason: GraphError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #aborting: AbortController | undefined;

  constructor({ objects = Number.POSITIVE_INFINITY, pace }: RequestWorkOptions = {}) {
    const { promise, resolve } = Promise.withResolvers<GraphError>();
    this.ended = promise;
    this.#settle = resolve;
    this.#objects = objects;
    this.#pace = pace;
  }

  /** Work of the request that is being answered; undefined outside of one. */
  static get current(): RequestWork | undefined {
    return current.getStore();
  }

  /** Does what is no part of any request's work, though it may begin in one. */
  static outside<Result>(work: () => Result): Result {
    return current.exit(work);
  }

  /** Why it was ended; undefined as long as it goes on. */
  get reason(): GraphError | undefined {
    return this.#reason;
  }

  /**
   * Says of the request that is being answered, if there is one, that its answer is not to be given again: it is of an
   * earlier moment, names its own instant, or was put down in the audit.
   */
  static leaveState(): void {
    const work = current.getStore();
    if (work) work.isOfState = false;
  }

  /** Does what serves all who wait for it, and must not end with the request that happened to begin it. */
  static runForAll<Result>(work: () => Result): Result {
    return current.exit(work);
  }

  /** Aborted when it is ended. */
  get signal(): AbortSignal {
    this.#aborting ??= new AbortController();
    if (this.#reason) this.#aborting.abort(this.#reason);
    return this.#aborting.signal;
  }

  /** Does `work` as a part of this: all that it starts finds this as `RequestWork.current`. */
  run<Result>(work: () => Result): Result {
    return current.run(this, work);
  }

  /** Only the first call counts. */
  end(reason: GraphError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.finish();
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
    this.#aborting?.abort(reason);
    this.#settle(reason);
  }

  /** Ends it when so many milliseconds have passed. */
  endWithin(timeoutMs: number): void {
    this.dueAt = performance.now() + timeoutMs;
    this.#timer = setTimeout(() => this.end(outOfTime()), timeoutMs);
  }

  /** The caller has gone. */
  abandon(): void {
    if (!this.isChange) this.end(new GraphError("QUERY_TIMEOUT", "Nobody waits for the answer any more."));
  }

  /** The answer is there: nothing is left to be ended. */
  finish(): void {
    clearTimeout(this.#timer);
    this.#pace?.forget(this);
  }

  /** Calls `listener` once when it is ended. Gives what takes that back. */
  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Ends it, and throws why, when fewer objects than these are left to it. For what is read before it is a list. */
  requireRoom(objects: number): void {
    if (objects > this.#objects) this.end(tooMuch());
    if (this.#reason) throw this.#reason;
  }

  /**
   * Takes so many objects. Undefined when they may be answered at once; else they wait until others have had their
   * turn, and for ever once the work was ended.
   */
  draw(objects: number): Promise<void> | undefined {
    if (!this.#reason && objects > this.#objects) this.end(tooMuch());
    if (this.#reason) return new Promise(() => undefined);
    this.#objects -= objects;
    return this.#pace?.take(this, objects);
  }
}

export function outOfTime(): GraphError {
  return new GraphError(
    "QUERY_TIMEOUT",
    "The answer was not there in time; narrow the question with a filter or a smaller page.",
  );
}

function tooMuch(): GraphError {
  return new GraphError(
    "QUERY_TOO_COMPLEX",
    "The lists of the answer have more objects in all than one request may have; ask for smaller pages, or for less " +
      "within one another.",
  );
}
