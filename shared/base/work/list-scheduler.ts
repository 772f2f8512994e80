/** Objects that are answered before the event loop turns: some milliseconds of work. */
const objectsPerTurn = 200;

interface Waiting {
  objects: number;
  begin: () => void;
}

/**
 * Has a process answer its lists in portions. graphql-js completes all that has come without letting anybody else
 * have a turn: for a list in a list in a list that is seconds, in which no other request is read and no caller is seen
 * leaving. What does not fit into a turn waits for the next, and requests take turns: one that asks for much waits for
 * itself.
 */
export class ListScheduler {
  readonly #queues = new Map<object, Waiting[]>();
  #taken = 0;
  #isScheduled = false;

  /** Undefined when so many objects may be answered in this turn; else resolves in the turn when they may. */
  take(owner: object, objects: number): Promise<void> | undefined {
    this.#schedule();
    if (this.#taken < objectsPerTurn && !this.#queues.has(owner)) {
      this.#taken += objects;
      return undefined;
    }
    return new Promise((begin) => {
      const queue = this.#queues.get(owner) ?? [];
      this.#queues.set(owner, queue);
      queue.push({ objects, begin });
    });
  }

  /** What an owner has waiting is never begun. */
  forget(owner: object): void {
    this.#queues.delete(owner);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#isScheduled = false;
    this.#taken = 0;
    if (this.#queues.size > 0) this.#schedule();
    while (this.#taken < objectsPerTurn) {
      const [next] = this.#queues;
      if (!next) return;
      const [owner, queue] = next;
      const first = queue.shift();
      this.#queues.delete(owner);
      // Behind all others.
      if (queue.length > 0) this.#queues.set(owner, queue);
      this.#taken += first?.objects ?? 0;
      first?.begin();
    }
  }
}
