import Negotiator from "negotiator";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import type { OperationKind } from "../document/operation-kind";

/**
 * The form in which answers follow each other over HTTP: events as of
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, parts as of
 * https://www.apollographql.com/docs/graphos/routing/operations/subscriptions/multipart-protocol
 */
export type StreamName = "events" | "parts";

interface AcceptedStreams {
  /** The client's first choice for a subscription; only by its name, for `*` is also sent by who reads to the end. */
  subscription: StreamName | undefined;
  /** Whether it would rather have events for an answer that is one. */
  prefersEvents: boolean;
}

const events = "text/event-stream";
/** Clients send a few headers for ever; what a flood of others costs is bounded. */
const known = createWeightedCache<AcceptedStreams>(64 * 1024);

/** How an operation is to be streamed to a client with this `Accept`; undefined: it is to be answered at once, or not at all. */
export function streamFor(accept: string | undefined, kind: OperationKind): StreamName | undefined {
  const streams = acceptedStreams(accept);
  if (kind === "subscription") return streams?.subscription;
  return streams?.prefersEvents ? "events" : undefined;
}

/** Whether `Accept` names a form of streams. */
export function acceptsStream(accept: string | undefined): boolean {
  return acceptedStreams(accept)?.subscription !== undefined;
}

function acceptedStreams(accept = ""): AcceptedStreams | undefined {
  if (!/event-stream|subscriptionspec/i.test(accept)) return undefined;
  const found = known.get(accept);
  if (found) return found;
  const streams = { subscription: firstStream(accept), prefersEvents: prefersEvents(accept) };
  known.set(accept, streams, accept.length + 64);
  return streams;
}

function firstStream(accept: string): StreamName | undefined {
  const ranges = accept.split(",").map(readRange);
  // Stable: of equal ones the first that the client names.
  const [first] = ranges.filter(({ stream, q }) => stream && q > 0).sort((one, other) => other.q - one.q);
  return first?.stream;
}

function readRange(range: string): { stream: StreamName | undefined; q: number } {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const values = new Map(parameters.map((parameter) => readParameter(parameter)));
  const isParts = type === "multipart/mixed" && values.get("subscriptionspec") === "1.0";
  return {
    stream: type === events ? "events" : isParts ? "parts" : undefined,
    q: Number(values.get("q") ?? 1),
  };
}

function readParameter(parameter: string): [string, string] {
  const [name = "", value = ""] = parameter.split("=").map((part) => part.trim());
  return [name, value.replace(/^"(.*)"$/, "$1")];
}

function prefersEvents(accept: string): boolean {
  const negotiator = new Negotiator({
    headers: { accept: accept.replace(/\s*;\s*charset\s*=[^,;]*/gi, "") },
  });
  return negotiator.mediaType(["application/json", "application/graphql-response+json", events]) === events;
}
