import { setTimeout as sleep } from "node:timers/promises";
import type { GraphQLError } from "graphql";
import { noteDataAsOf } from "../../../shared/base/changes/data-as-of";
import { GraphError } from "../../../shared/base/errors/graph-error";
import type { Pipeline } from "../../pipeline/pipeline";
import type { Answer } from "../../request/answer";
import type { GatewayContext } from "../../request/context";
import type { OperationOutcome } from "../../request/operation-record";
import type { PartSignals } from "../../request/request-signals";
import { isJsonObject, type JsonObject } from "../../values/json";

/** Signals of one page, which has as much time as any request. */
export type SignalsOfPage = (signal: AbortSignal) => PartSignals;

/** The end of a table's time. */
export interface TableTime {
  /** Aborted when nobody waits for the table any more, and when its time is up. */
  signal: AbortSignal;
  /** Milliseconds until its time is up. */
  leftMs(): number;
}

export interface AskPageOptions {
  pipeline: () => Pipeline;
  context: GatewayContext;
  signalsOfPage: SignalsOfPage;
  time: TableTime;
  /** Waits until the page may be asked for. */
  turn(): Promise<() => void>;
}

/** An answer's data, and how many bytes it had. */
export interface AskedPage {
  data: JsonObject;
  bytes: number;
  /** As of when they are, ISO 8601, where a replica was read that may be behind. */
  dataAsOf?: string;
}

/** Asks for one page. Throws the first error of an answer that has any: a null that stands for an error is no value. */
export type AskPage = (query: string, variables: JsonObject) => Promise<AskedPage>;

/** Records of requests that have had a page, be it of another of their tables. */
const served = new WeakSet<OperationOutcome>();
/** How often a page is asked for whose subgraph does not answer. */
const tries = 3;
/** Pauses between them, in milliseconds. */
const pausesMs = [300, 1_500];

/**
 * Asks for pages as for any query of the viewer's: the same rights, protection and cost. A page that fails for a moment is
 * asked for again; where the client has used up its minute the next page waits for the next one, the first page of all is
 * refused. Throws what remains.
 */
export function createPageAsker(options: AskPageOptions): AskPage {
  const { context, time, turn } = options;
  return async (query, variables) => {
    for (let attempt = 0; ; ) {
      time.signal.throwIfAborted();
      const done = await turn();
      const answer = await askOnce(options, query, variables).finally(done);
      if (!("error" in answer)) {
        if (context.record) served.add(context.record);
        return answer;
      }
      const { error } = answer;
      time.signal.throwIfAborted();
      const isRate = error.extensions.code === "RATE_LIMITED";
      // Who has had nothing yet can come back as well as wait here.
      if (isRate && !(context.record && served.has(context.record))) throw error;
      if (!isRate) attempt++;
      if (attempt >= tries || !mayPass(error)) throw error;
      const pauseMs = Math.max(pausesMs[attempt - 1] ?? 0, retryAfterMs(error));
      if (pauseMs >= time.leftMs()) throw error;
      await sleep(pauseMs, undefined, { signal: time.signal });
    }
  };
}

/** Whether the same page may be there another time. One that takes too long is asked for in smaller pieces instead. */
function mayPass({ extensions: { code } }: GraphQLError): boolean {
  return code === "RATE_LIMITED" || code === "SERVICE_UNAVAILABLE";
}

async function askOnce(
  { pipeline, context, signalsOfPage, time }: AskPageOptions,
  query: string,
  variables: JsonObject,
): Promise<AskedPage | { error: GraphQLError }> {
  const signals = signalsOfPage(time.signal);
  const record: OperationOutcome = {};
  try {
    const request = { query, variables, mayChange: false };
    const answer = await pipeline().answer(request, { ...context, signals, record, describesCost: false });
    if (context.record) context.record.cost = (context.record.cost ?? 0) + (record.cost ?? 0);
    const page = readAnswer(answer);
    const { dataAsOf } = record;
    if (context.record) noteDataAsOf(context.record, dataAsOf);
    return dataAsOf === undefined ? page : { ...page, dataAsOf };
  } finally {
    signals.end();
  }
}

function readAnswer(answer: Answer): AskedPage | { error: GraphQLError } {
  if (!Buffer.isBuffer(answer)) {
    const [error] = answer.errors ?? [];
    if (error) return { error };
    return { data: answer.data ?? {}, bytes: 0 };
  }
  const { data } = JSON.parse(answer.toString("utf8"));
  if (!isJsonObject(data)) return { error: new GraphError("INTERNAL_SERVER_ERROR", "Expected data.") };
  return { data, bytes: answer.length };
}

function retryAfterMs({ extensions: { retryAfter } }: GraphQLError): number {
  return typeof retryAfter === "number" ? retryAfter * 1_000 : 0;
}
