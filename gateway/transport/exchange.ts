import type { Dispatcher } from "undici";
import { z } from "zod";
import { stateHeader } from "../../shared/base/changes/answer-state";
import { dataAsOfHeader } from "../../shared/base/changes/data-as-of";
import type { Cancellation } from "../request/cancellation";
import { DeadlinePassed } from "../request/deadline-passed";
import { BadAnswer } from "./bad-answer";
import { notSent } from "./not-sent";

export interface HttpAnswer {
  status: number;
  bytes: Buffer;
  /** That the answer is as of, as the header x-graph-state says. */
  state?: string;
  /** As of when it is, ISO 8601, where it was read from a replica that may be behind. */
  dataAsOf?: string;
}

const instant = z.iso.datetime();

/** A timer that is later than this was delayed by more than other work. */
const standstillMs = 100;

export interface ExchangeLimits {
  /** From the moment it is handed over to the last byte read. */
  timeoutMs: number;
  /** Largest answer that is read. */
  maxAnswerBytes: number;
}

/**
 * One request and its answer, as undici's handler: a `request()` would make a stream of each answer, which costs
 * more than all the rest of a small fetch. Ends when the answer is whole, or with the first thing that goes wrong.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<HttpAnswer>;
  readonly #settle: PromiseWithResolvers<HttpAnswer>;
  readonly #limits: ExchangeLimits;
  readonly #cancellation: Cancellation | undefined;
  #deadline: NodeJS.Timeout;
  readonly #dueAt: number;
  #stoodStill = false;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #status = 0;
  #state: string | undefined;
  #dataAsOf: string | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #failure: Error | undefined;
  #wasStarted = false;

  readonly #onGoodbye: (() => void) | undefined;

  /** Calls `onGoodbye` when the answer says that its connection ends: the server is stopping, or closes connections. */
  constructor(limits: ExchangeLimits, cancellation?: Cancellation, onGoodbye?: () => void) {
    this.#settle = Promise.withResolvers();
    this.answer = this.#settle.promise;
    this.#limits = limits;
    this.#cancellation = cancellation;
    this.#onGoodbye = onGoodbye;
    this.#dueAt = performance.now() + limits.timeoutMs;
    this.#deadline = setTimeout(Exchange.#atDeadline, limits.timeoutMs, this);
    cancellation?.add(this.#fail);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#wasStarted = this.#failure === undefined;
    // Given up while it waited for a connection.
    if (this.#failure) controller.abort(this.#failure);
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined> = {},
  ): void {
    this.#status = status;
    const state = headers[stateHeader];
    if (typeof state === "string") this.#state = state;
    const dataAsOf = headers[dataAsOfHeader];
    if (typeof dataAsOf === "string" && instant.safeParse(dataAsOf).success) this.#dataAsOf = dataAsOf;
    if (headers.connection === "close") this.#onGoodbye?.();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    const { maxAnswerBytes } = this.#limits;
    if (this.#bytes <= maxAnswerBytes) this.#chunks.push(chunk);
    else this.#fail(new BadAnswer(`Expected an answer of at most ${maxAnswerBytes} bytes; it is longer.`));
  }

  onResponseEnd(): void {
    this.#release();
    // The deadline may be on its way all the same; nothing is left for it to abort.
    this.#controller = undefined;
    const [first] = this.#chunks;
    const whole = this.#chunks.length === 1 && first ? first : Buffer.concat(this.#chunks, this.#bytes);
    const answer: HttpAnswer = { status: this.#status, bytes: whole };
    if (this.#state !== undefined) answer.state = this.#state;
    if (this.#dataAsOf !== undefined) answer.dataAsOf = this.#dataAsOf;
    this.#settle.resolve(answer);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  /**
   * What comes late itself tells that this process, or its machine, stood still: that time is not the subgraph's, and is
   * given once more. And it ends after a turn of the loop, for the answer may have come long ago, unread.
   */
  static #atDeadline(exchange: Exchange): void {
    const lateMs = performance.now() - exchange.#dueAt;
    if (lateMs < standstillMs || exchange.#stoodStill) {
      setImmediate(Exchange.#passDeadline, exchange);
      return;
    }
    exchange.#stoodStill = true;
    exchange.#deadline = setTimeout(
      Exchange.#atDeadline,
      Math.min(lateMs, exchange.#limits.timeoutMs),
      exchange,
    );
  }

  static #passDeadline(exchange: Exchange): void {
    exchange.#fail(new DeadlinePassed(`Expected an answer within ${exchange.#limits.timeoutMs} ms.`));
  }

  readonly #fail = (error: Error): void => {
    if (this.#failure) return;
    this.#failure = error;
    this.#release();
    this.#settle.reject(this.#wasStarted ? error : notSent(error));
    this.#controller?.abort(error);
  };

  #release(): void {
    clearTimeout(this.#deadline);
    this.#cancellation?.remove(this.#fail);
  }
}
