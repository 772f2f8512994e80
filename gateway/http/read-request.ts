import type { FastifyRequest } from "fastify";
import { GraphError } from "../../shared/base/errors/graph-error";
import { isJsonObject, type JsonObject } from "../values/json";

/** What a request over HTTP asks for. See https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters */
export interface RequestParameters {
  query: string | undefined;
  operationName: string | undefined;
  /** Of a document that is known here; `doc_id` as Relay's documents have it. */
  documentId: string | undefined;
  variables: JsonObject;
  extensions: JsonObject;
}

/** As many operations may come together in one POST. */
export const maxBatch = 10;

/**
 * Reads them from the query string of a GET, or the body of a POST, which may be a list of them. Throws BAD_REQUEST for
 * what cannot be meant, be it one of many.
 */
export function readRequest(request: FastifyRequest): RequestParameters | RequestParameters[] {
  if (request.method !== "POST") {
    refuseUnreadable(request);
    return readParameters(fromSearch(request.query), "query string");
  }
  requireUtf8(request.headers["content-type"]);
  const { body } = request;
  if (!Array.isArray(body)) return readParameters(body, "POST body");
  if (body.length === 0 || body.length > maxBatch) {
    throw badRequest(`Expected a list of 1 to ${maxBatch} operations in the POST body, got ${body.length}.`);
  }
  return body.map((each: unknown, at) => readParameters(each, `operation at [${at}] of the POST body`));
}

/** Throws BAD_REQUEST; `where` says where it was found. */
export function readParameters(given: unknown, where: string): RequestParameters {
  if (!isJsonObject(given)) {
    throw badRequest(
      `Expected the ${where} to be an object such as {"query": "{ … }"}, got ${kindOf(given)}.`,
    );
  }
  const text = (name: string) => {
    const value = given[name] ?? undefined;
    if (value === undefined || typeof value === "string") return value;
    throw badRequest(`Expected ${name} in the ${where} to be a text, got ${kindOf(value)}.`);
  };
  const object = (name: string) => {
    const value = given[name] ?? {};
    if (isJsonObject(value)) return value;
    throw badRequest(`Expected ${name} in the ${where} to be an object, got ${kindOf(value)}.`);
  };
  return {
    query: text("query"),
    operationName: text("operationName"),
    documentId: text("documentId") ?? text("doc_id"),
    variables: object("variables"),
    extensions: object("extensions"),
  };
}

/** The query string's parameters, each once; variables and extensions are JSON. */
function fromSearch(search: unknown): unknown {
  if (!isJsonObject(search)) return search;
  const given: JsonObject = {};
  for (const [name, value] of Object.entries(search)) {
    if (Array.isArray(value)) throw badRequest(`Expected ${name} once in the query string.`);
    given[name] = value === "" ? undefined : value;
  }
  for (const name of ["variables", "extensions"]) {
    if (typeof given[name] === "string") given[name] = parseJson(name, given[name]);
  }
  return given;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest(`Expected ${name} in the query string to be JSON.`);
  }
}

/** The body was read as UTF-8; in another encoding it would mean something else. */
function requireUtf8(contentType = ""): void {
  const [, charset] = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType) ?? [];
  if (charset !== undefined && charset.toLowerCase() !== "utf-8") {
    throw badRequest(`Expected a body in UTF-8, got the charset ${charset}.`);
  }
}

/**
 * Any page can have a browser send a GET, and none can read its answer unless CORS lets it. There is nothing to win by
 * one: it changes nothing, and carries nobody's rights, for there are no cookies and a page of another site cannot set
 * Authorization unasked. What it could spend is its visitors' rate, with images and scripts; browsers say of these that
 * nobody reads the answer.
 */
export function refuseUnreadable({ headers }: Pick<FastifyRequest, "headers">): void {
  if (headers["sec-fetch-mode"] !== "no-cors") return;
  throw badRequest("Expected a GET whose answer can be read, got one with Sec-Fetch-Mode: no-cors.");
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

export function badRequest(message: string): GraphError {
  return new GraphError("BAD_REQUEST", message);
}
