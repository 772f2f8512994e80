import { randomUUID } from "node:crypto";
import { GraphQLError } from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { formatAnswer } from "../http/format-answer";
import type { LiveOperation, LiveRun, OperationRequest } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import type { PartSignals } from "../request/request-signals";
import { chargeReaders } from "./charge-readers";
import type { GraphFeeds } from "./feed/follow-graph";
import { FetchedFrom } from "./fetched-from";
import type { LiveAnswer } from "./live-answer";
import type { LiveReader } from "./live-reader";
import type { RunQueue } from "./run-queue";
import { type AnswerText, markAsBehind, writeAnswerText } from "./write-answer-text";

/** What all live queries of a gateway share. */
export interface LiveQueryEnvironment {
  feeds: Pick<GraphFeeds, "settled" | "isBehind" | "passed">;
  queue: RunQueue;
  clock: Clock;
  log: Pick<Logger, "error">;
  formatError: ErrorFormatter;
  /** Each execution has as much time as a request. */
  signalsOfRun: (signal: AbortSignal) => PartSignals;
  /** Numbers the answers of all queries. */
  nextSequence: () => number;
  /** Told of each execution. */
  noteExecution: () => void;
}

/** Everything that decides how it is answered, besides the data. */
export interface LiveSource {
  request: OperationRequest;
  viewer: GatewayContext["viewer"];
  describesCost: boolean;
  operation: LiveOperation;
}

/** Before what failed for a while is tried again, in milliseconds: at first, and at most. */
const retryMs = 1_000;
const mostRetryMs = 30_000;
/** Errors that pass without anybody changing data. */
const passing = new Set<unknown>([
  "SERVICE_UNAVAILABLE",
  "QUERY_TIMEOUT",
  "INTERNAL_SERVER_ERROR",
  "RATE_LIMITED",
]);

/**
 * One query, executed for all who hold it. At most one execution is under way. What changes meanwhile has it executed once
 * more, however often it changes: so an answer is never older than the one before, and the last is of the last change.
 *
 * A change touches it if it has fetched from the subgraph: what is fetched follows from the operation and what subgraphs
 * have answered before, so while those of which it has fetched answer the same, nothing else would be fetched either. While
 * an execution is under way its own fetches count: one that has not begun will see the change.
 */
export class LiveQuery {
  source: LiveSource;
  answer: LiveAnswer | undefined;
  readonly readers = new Set<LiveReader>();
  readonly #environment: LiveQueryEnvironment;
  readonly #ending = new AbortController();
  /** By the last execution that has ended. */
  #fetched = new FetchedFrom();
  /** By the one that is under way. */
  #fetching: FetchedFrom | undefined;
  #text: AnswerText | undefined;
  #isMarked = false;
  #isDirty = false;
  #isQueued = false;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  /** As performance.now() tells it. */
  #restsUntil = 0;
  /** What it cost the last time; of the first each reader has paid. */
  #cost: number | undefined;

  constructor(source: LiveSource, environment: LiveQueryEnvironment) {
    this.source = source;
    this.#environment = environment;
  }

  /** These tables of a subgraph have changed; undefined: anything may have. */
  changed(subgraph: string, relations?: ReadonlySet<string>): void {
    if ((this.#fetching ?? this.#fetched).isTouchedBy(subgraph, relations)) this.refresh();
  }

  /** A subgraph's feed has fallen behind, or stands again. */
  behind(subgraph: string, isBehind: boolean): void {
    if (!isBehind) this.changed(subgraph);
    else if (this.#text && !this.#fetching && this.#fetched.has(subgraph)) this.#publish(this.#text);
  }

  /** Executes it as soon as may be. */
  refresh(): void {
    this.#isDirty = true;
    const restMs = this.#restsUntil - performance.now();
    if (restMs <= 0) this.#enqueue();
    else if (!this.#timer && !this.#isQueued) this.#again(restMs);
  }

  /** Nobody holds it any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#ending.abort();
  }

  #enqueue(): void {
    if (this.#isQueued || this.#fetching || this.#ending.signal.aborted) return;
    this.#isQueued = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#environment.queue.add(async () => {
      try {
        if (!this.#ending.signal.aborted) await this.#execute();
      } catch (error) {
        this.#environment.log.error({ err: error }, "a live query cannot be executed; trying again");
        this.#again(this.#retryMs());
      } finally {
        this.#isQueued = false;
        this.#fetching = undefined;
      }
      if (this.#isDirty && !this.#timer) this.#enqueue();
    });
  }

  async #execute(): Promise<void> {
    const { feeds } = this.#environment;
    // What changes from then on is told.
    await feeds.settled();
    const waitMs = this.#cost === undefined ? undefined : await chargeReaders(this.readers, this.#cost);
    if (waitMs !== undefined) return this.#again(waitMs);
    if (this.#ending.signal.aborted) return;
    const fetching = new FetchedFrom();
    // From here on: what changes before the first fetch is seen by it.
    this.#fetching = fetching;
    this.#isDirty = false;
    const begin = performance.now();
    const text = await this.#run(fetching);
    if (this.#ending.signal.aborted) return;
    this.#fetched = fetching;
    this.#publish(text);
    const hasFailed = [...text.codes].some((code) => passing.has(code));
    if (hasFailed) this.#again(this.#retryMs());
    else {
      this.#failures = 0;
      // At most half of the time goes to one query, however fast its data changes.
      const tookMs = performance.now() - begin;
      this.#restsUntil = begin + 2 * tookMs;
      if (this.#isDirty) this.#again(tookMs);
    }
  }

  async #run(fetching: FetchedFrom): Promise<AnswerText> {
    const { clock, feeds, formatError, signalsOfRun } = this.#environment;
    const { operation, viewer, describesCost } = this.source;
    const signals = signalsOfRun(this.#ending.signal);
    this.#environment.noteExecution();
    // A subgraph's clock may be a little ahead: what it has told to be passed is passed.
    const begunAt = new Date(Math.max(clock.now().getTime(), feeds.passed())).toISOString();
    try {
      const context = {
        ...{ viewer, requestId: randomUUID(), begunAt, describesCost, signals },
        noteFetch: (subgraph: string, body: string) => fetching.add(subgraph, body),
      };
      const { answer, cost } = await operation.run(context).catch(faultOf);
      this.#cost = cost;
      return writeAnswerText(formatAnswer(answer, formatError), !describesCost);
    } finally {
      signals.end();
    }
  }

  /** Tells all who hold it, if they have not this answer already. */
  #publish(text: AnswerText): void {
    const isMarked = this.#environment.feeds.isBehind(this.#fetched.subgraphs);
    const isSame = this.#text?.compared === text.compared && this.#isMarked === isMarked;
    this.#text = text;
    this.#isMarked = isMarked;
    if (this.answer && isSame) return;
    const json = isMarked ? markAsBehind(text.json) : text.json;
    this.answer = { json, sequence: this.#environment.nextSequence() };
    for (const reader of this.readers) reader.tell();
  }

  #again(ms: number): void {
    clearTimeout(this.#timer);
    this.#isDirty = true;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#enqueue();
    }, ms);
  }

  #retryMs(): number {
    return Math.min(mostRetryMs, retryMs * 2 ** Math.min(this.#failures++, 16)) * (0.75 + Math.random() / 2);
  }
}

/** A fault of ours is an answer as well: logged and masked as for a query. */
function faultOf(error: unknown): LiveRun {
  const originalError = error instanceof Error ? error : new Error(String(error));
  return { answer: { errors: [new GraphQLError(originalError.message, { originalError })] }, cost: 0 };
}
