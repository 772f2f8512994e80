/**
 * Signals the end of a request to those who work for it: nobody waits for the outcome any more. As an AbortController does, but
 * that is an EventTarget: making, listening to and leaving one cost as much as sending a fetch.
 */
export class Cancellation {
  /** Made for the first of them: most are never listened to. */
  #listeners: Set<(reason: Error) => void> | undefined;
  #reason: Error | undefined;

  /** Why; undefined as long as somebody waits. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Only the first call counts. */
  cancel(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    for (const listener of this.#listeners ?? []) listener(reason);
    this.#listeners = undefined;
  }

  /** Calls `listener` once, when it comes to that; not at once when it has already. */
  add(listener: (reason: Error) => void): void {
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  remove(listener: (reason: Error) => void): void {
    this.#listeners?.delete(listener);
  }
}
