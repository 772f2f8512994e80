import { type RequestParameters, readParameters } from "../http/read-request";
import { isJsonObject, type JsonObject } from "../values/json";

/**
 * What clients send by https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md; what only servers send is none of
 * these.
 */
export type ClientMessage =
  | { type: "connection_init" | "ping" | "pong"; payload: JsonObject }
  | { type: "subscribe"; id: string; payload: RequestParameters }
  | { type: "complete"; id: string };

/** A message is none of the protocol's; says what was expected. */
export class MalformedMessage extends Error {
  override name = "MalformedMessage";
}

/** Throws MalformedMessage. */
export function readMessage(text: string): ClientMessage {
  const message = parse(text);
  switch (message.type) {
    case "connection_init":
    case "ping":
    case "pong":
      return { type: message.type, payload: objectOf(message) };
    case "subscribe":
      return { type: message.type, id: idOf(message), payload: parametersOf(message) };
    case "complete":
      return { type: message.type, id: idOf(message) };
    default:
      throw new MalformedMessage("Expected the type connection_init, ping, pong, subscribe or complete.");
  }
}

function parse(text: string): JsonObject {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new MalformedMessage("Expected a message in JSON.", { cause });
  }
  if (isJsonObject(message)) return message;
  throw new MalformedMessage("Expected a message that is an object.");
}

function objectOf({ payload }: JsonObject): JsonObject {
  const given = payload ?? {};
  if (isJsonObject(given)) return given;
  throw new MalformedMessage("Expected the payload to be an object, or none.");
}

function idOf({ id }: JsonObject): string {
  if (typeof id === "string" && id !== "") return id;
  throw new MalformedMessage("Expected the id to be a text that is not empty.");
}

/** A document may be named in the place of its text: that is this gateway's, not the protocol's. */
function parametersOf({ payload }: JsonObject): RequestParameters {
  try {
    const parameters = readParameters(payload, "payload");
    const { query, documentId, extensions } = parameters;
    if (query !== undefined || documentId !== undefined || extensions.persistedQuery !== undefined)
      return parameters;
  } catch (cause) {
    throw new MalformedMessage(cause instanceof Error ? cause.message : "", { cause });
  }
  throw new MalformedMessage("Expected a query in the payload.");
}
