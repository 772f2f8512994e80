/** Lets so many at a time do something, in the order in which they came. */
export class TurnQueue {
  #free: number;
  readonly #waiting = new Set<() => void>();

  constructor(atOnce: number) {
    this.#free = atOnce;
  }

  /**
   * Resolves with what gives the turn back.
   *
   * @param ended resolves with a reason when nobody wants the turn any more.
   * @throws that reason.
   */
  async enter(ended?: Promise<Error>): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait(ended);
    return () => this.#leave();
  }

  #wait(ended?: Promise<Error>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(resolve);
      void ended?.then((reason) => {
        // Whoever has been given the turn already gives it back by itself.
        if (this.#waiting.delete(resolve)) reject(reason);
      });
    });
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
