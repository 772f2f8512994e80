import type { RequestRate } from "../rates/register-rates";
import type { GatewayContext } from "../request/context";
import type { LiveAnswer } from "./live-answer";

/** What a reader reads of. */
export interface ReadQuery {
  /** The newest; undefined before the first. */
  answer: LiveAnswer | undefined;
}

/**
 * One who holds a live query. It is given the newest answer when it asks for the next: nothing is queued for it, however
 * slowly it reads. There may be ten thousand of these: it holds what it needs, and no more.
 */
export class LiveReader implements AsyncIterableIterator<LiveAnswer> {
  query: ReadQuery;
  readonly rate: RequestRate | undefined;
  readonly token: GatewayContext["token"];
  /** Until when its client has nothing left to pay with, as performance.now() tells it. */
  unpaidUntil = 0;
  /** How many answers it was given. */
  given = 0;
  #seen = 0;
  #waiting: PromiseWithResolvers<IteratorResult<LiveAnswer>>[] = [];
  #ended: { error: Error | undefined } | undefined;
  readonly #leave: (reader: LiveReader) => void;

  /** `leave` is called once, when it has ended, whoever ended it. */
  constructor(query: ReadQuery, { rate, token }: GatewayContext, leave: (reader: LiveReader) => void) {
    this.query = query;
    this.rate = rate;
    this.token = token;
    this.#leave = leave;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<LiveAnswer>> {
    if (this.#ended) {
      const { error } = this.#ended;
      // Thrown once; whoever goes on is at the end.
      this.#ended = { error: undefined };
      return error ? Promise.reject(error) : Promise.resolve(done);
    }
    const { answer } = this.query;
    if (answer && answer.sequence > this.#seen) return Promise.resolve(this.#take(answer));
    const waiting = Promise.withResolvers<IteratorResult<LiveAnswer>>();
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  async return(): Promise<IteratorResult<LiveAnswer>> {
    this.end();
    return done;
  }

  /** Gives the query's answer to one who waits for it. */
  tell(): void {
    const { answer } = this.query;
    if (!answer || answer.sequence <= this.#seen) return;
    this.#waiting.shift()?.resolve(this.#take(answer));
  }

  /** Reads on of another query that asks for the same. */
  move(query: ReadQuery): void {
    this.query = query;
    this.#seen = 0;
    this.tell();
  }

  /** Only the first call counts. With an error whoever waits, or asks next, is told it. */
  end(error?: Error): void {
    if (this.#ended) return;
    const [first, ...others] = this.#waiting;
    this.#waiting = [];
    this.#ended = { error: first ? undefined : error };
    if (first && error) first.reject(error);
    else first?.resolve(done);
    for (const other of others) other.resolve(done);
    this.#leave(this);
  }

  #take(answer: LiveAnswer): IteratorResult<LiveAnswer> {
    this.#seen = answer.sequence;
    this.given++;
    return { done: false, value: answer };
  }
}

const done = { done: true, value: undefined } as const;
