import type { JsonObject, ResponsePath } from "../values/json";
import type { DeferredFields, ObjectOf } from "./projection";
import { pathKey } from "./reported-paths";

/** What is still to come of one object of an answer. */
export interface PendingPart {
  label?: string | undefined;
  /** What was fetched of the object. */
  value: JsonObject;
  object: ObjectOf;
  /** Where it stands, by the client's names and by those of what was fetched. */
  path: ResponsePath;
  source: ResponsePath;
}

/** The parts of one answer that are still to come, as those before them are projected. */
export class CollectedParts {
  #pending: PendingPart[] = [];
  /** Keys of the paths where the client has read null for an error below. */
  readonly #taken = new Set<string>();

  get size(): number {
    return this.#pending.length;
  }

  add(
    deferred: readonly DeferredFields[],
    value: JsonObject,
    path: ResponsePath,
    source: ResponsePath,
  ): void {
    for (const { label, object } of deferred) {
      this.#pending.push({ label, object, value, path: [...path], source: [...source] });
    }
  }

  /** Gives those that are ready, the first collected first, and keeps the others. Gone are those of what was taken. */
  takeReady(isReady: (part: PendingPart) => boolean): PendingPart[] {
    const ready: PendingPart[] = [];
    const waiting: PendingPart[] = [];
    for (const part of this.#pending) {
      if (!this.isBelowTaken(part.path)) (isReady(part) ? ready : waiting).push(part);
    }
    this.#pending = waiting;
    return ready;
  }

  /** Whether the client has read null here for an error. */
  isTaken(path: ResponsePath): boolean {
    return this.#taken.size > 0 && this.#taken.has(pathKey(path));
  }

  /** Whether it has here or above. */
  isBelowTaken(path: ResponsePath): boolean {
    return this.#taken.size > 0 && path.some((_, index) => this.isTaken(path.slice(0, index + 1)));
  }

  take(path: ResponsePath): void {
    this.#taken.add(pathKey(path));
  }

  /** For `dropAfter`: what was collected by now. */
  mark(): number {
    return this.#pending.length;
  }

  /** Forgets what was collected since: it is of an object that is not there. */
  dropAfter(mark: number): void {
    this.#pending.length = mark;
  }
}
