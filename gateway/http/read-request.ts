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

/** Reads them from the body of a POST or the query string of a GET. Throws BAD_REQUEST for what cannot be meant. */
export function readRequest(request: FastifyRequest): RequestParameters {
  if (request.method === "POST") {
    requireUtf8(request.headers["content-type"]);
    return readParameters(request.body, "POST body");
  }
  requireHeader(request);
  return readParameters(fromSearch(request.query), "query string");
}

function readParameters(given: unknown, where: string): RequestParameters {
  if (!isJsonObject(given)) {
    throw badRequest(
      `Expected the ${where} to be one object such as {"query": "{ … }"}; batches are not taken.`,
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

/** Headers that a page of another site cannot send unasked. */
const preflighted = ["apollo-require-preflight", "x-apollo-operation-name"] as const;

/**
 * A browser sends a GET across sites without asking first, and with it whatever lets its user in; so a GET has to carry
 * a header that it would ask about. A POST has one: its content type is JSON, or it was refused.
 */
function requireHeader({ headers }: FastifyRequest): void {
  if (preflighted.some((name) => headers[name])) return;
  if (headers["content-type"]?.startsWith("application/json")) return;
  throw badRequest(`Expected a GET to have the header ${preflighted.join(" or ")}, with any value.`);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

export function badRequest(message: string): GraphError {
  return new GraphError("BAD_REQUEST", message);
}
