import type { OutgoingHttpHeaders } from "node:http";
import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import type { StreamName } from "../http/accepted-stream";

/** How answers that follow each other are written in one response, in one of the forms that clients know. */
export interface StreamForm {
  head: OutgoingHttpHeaders;
  /** What comes first, so that a client knows at once that it is connected. */
  begin(): string;
  /** An answer, of which `json` is one line. */
  next(json: Buffer): Buffer;
  /** There are no more. */
  complete(): string;
  /** There are no more, and why. */
  fail(errors: readonly GraphQLFormattedError[]): string;
  /** There are no more here, and another connection would have them. */
  reconnect(errors: readonly GraphQLFormattedError[]): string;
  /** Means nothing. */
  ping: string;
}

/** What all of them say to proxies: send it on as it comes, and to nobody else. */
const headOfAll = { "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };

/** Clients that lose their connections all at once come back over this time, in milliseconds. */
const [soonest, latest] = [1_000, 10_000];

/**
 * A stream that has no more answers says `complete`; one that only ends is opened again by its client, after the time that
 * `retry` says. See https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
const events: StreamForm = {
  head: { ...headOfAll, "content-type": "text/event-stream; charset=utf-8" },
  begin: () => `retry: ${Math.round(soonest + Math.random() * (latest - soonest))}\n\n`,
  next: (json) => Buffer.concat([nextLead, json, nextEnd]),
  complete: () => completeEvent,
  fail: (errors) => `event: next\ndata: ${JSON.stringify({ errors })}\n\n${completeEvent}`,
  reconnect: () => "",
  ping: ":\n\n",
};

const [nextLead, nextEnd] = [Buffer.from("event: next\ndata: "), Buffer.from("\n\n")];
/** With an empty `data`: browsers give no event without one. */
const completeEvent = "event: complete\ndata:\n\n";

/** A part ends with the boundary after it, or a client would read it only when the next one comes. */
const parts: StreamForm = {
  head: { ...headOfAll, "content-type": 'multipart/mixed; boundary="graphql"; subscriptionSpec=1.0' },
  begin: () => `\r\n--graphql${partOf({})}`,
  next: (json) => Buffer.concat([partLead, json, partEnd]),
  complete: () => "--\r\n",
  // Errors beside `payload` are of the connection; their client may ask again.
  fail: (errors) => `${partOf({ payload: { errors } })}--\r\n`,
  reconnect: (errors) => `${partOf({ payload: null, errors })}--\r\n`,
  get ping() {
    return partOf({});
  },
};

const partHead = "\r\ncontent-type: application/json; charset=utf-8\r\n\r\n";
const [partLead, partEnd] = [Buffer.from(`${partHead}{"payload":`), Buffer.from("}\r\n--graphql")];

function partOf(content: { payload?: FormattedExecutionResult | null; errors?: unknown }): string {
  return `${partHead}${JSON.stringify(content)}\r\n--graphql`;
}

export const streamForms: Readonly<Record<StreamName, StreamForm>> = { events, parts };
