import { DeadlinePassed } from "../request/deadline-passed";
import type { CheckedAnswer } from "./check-answer";
import type { BreakerState, CircuitBreaker } from "./circuit-breaker";
import { isConnectionFailure, Overloaded } from "./failed-connection";
import type { SubgraphClient } from "./subgraph-client";

const coldAnswers = 50;
const coldWeight = 8;

/** How a fetch ended, for whoever counts them. */
export type FetchOutcome = "answered" | "cancelled" | "timeout" | "overloaded" | "connection" | "invalid";

/** Told of each fetch that was sent, and how many seconds it took. */
export type ObserveFetch = (outcome: FetchOutcome, seconds: number) => void;

/** One process of a subgraph, with what protects it and us from each other. */
export class Replica {
  readonly client: SubgraphClient;
  readonly #breaker: CircuitBreaker;
  /** Of answers, to whomever. A process that answers others is not down: what takes too long is the query. */
  #answered = 0;
  #inFlight = 0;
  #isLost = false;
  /** Answers until a process that has just begun counts as warm. */
  #coldFor = 0;
  #onLost: () => void = () => undefined;

  readonly #observe: ObserveFetch | undefined;

  constructor(client: SubgraphClient, breaker: CircuitBreaker, observe?: ObserveFetch) {
    this.client = client;
    this.#breaker = breaker;
    this.#observe = observe;
    client.onLeave = () => {
      this.#coldFor = coldAnswers;
    };
  }

  /**
   * How much it has to do: the fetches that wait for an answer. One that hangs has ever more of them, and gets ever
   * less; to a process that has just begun, and does everything for the first time, each is as much as several.
   */
  get load(): number {
    return this.#coldFor > 0 ? this.#inFlight * coldWeight : this.#inFlight;
  }

  /** Fetches that wait for an answer. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Whether its connections failed, and nothing was heard of it since. */
  get isLost(): boolean {
    return this.#isLost;
  }

  /** Calls `listener` when connections to it fail, so that it is looked for at once. */
  set onLost(listener: () => void) {
    this.#onLost = listener;
  }

  /** Whether a fetch may go out to it: the breaker's word, and a fetch that may must be sent. */
  allows(): boolean {
    return this.#breaker.allows();
  }

  state(): BreakerState {
    return this.#breaker.state();
  }

  /** Milliseconds until its breaker lets a fetch try it again. */
  pauseLeft(): number {
    return this.#breaker.pauseLeft();
  }

  /** It was looked for, and has answered. */
  found(): void {
    if (!this.#isLost) return;
    this.#isLost = false;
    this.#coldFor = coldAnswers;
    this.#breaker.succeeded();
  }

  /** Runs a fetch that was allowed, and learns from what becomes of it. */
  async run(fetch: () => Promise<CheckedAnswer>, isGivenUp: () => boolean): Promise<CheckedAnswer> {
    const answeredBefore = this.#answered;
    const begun = this.#observe ? performance.now() : 0;
    this.#inFlight += 1;
    try {
      const checked = await fetch();
      this.#answered += 1;
      if (this.#coldFor > 0) this.#coldFor -= 1;
      this.#isLost = false;
      this.#breaker.succeeded();
      this.#observe?.("answered", (performance.now() - begun) / 1000);
      return checked;
    } catch (error) {
      const isSlow = error instanceof DeadlinePassed && this.#answered > answeredBefore;
      if (isGivenUp() || isSlow) this.#breaker.gaveUp();
      else this.#fail(error);
      this.#observe?.(outcomeOf(error, isGivenUp()), (performance.now() - begun) / 1000);
      throw error;
    } finally {
      this.#inFlight -= 1;
    }
  }

  #fail(error: unknown): void {
    this.#breaker.failed();
    if (this.#isLost || !isConnectionFailure(error)) return;
    this.#isLost = true;
    this.#onLost();
  }
}

function outcomeOf(error: unknown, isGivenUp: boolean): FetchOutcome {
  if (isGivenUp) return "cancelled";
  if (error instanceof DeadlinePassed) return "timeout";
  if (error instanceof Overloaded) return "overloaded";
  return isConnectionFailure(error) ? "connection" : "invalid";
}
