import Negotiator from "negotiator";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import { GraphError } from "../../shared/base/errors/graph-error";
import { acceptsStream } from "./accepted-stream";

const json = "application/json";
const graphqlJson = "application/graphql-response+json";

/** How an answer is sent to a client that accepts this or that. */
export interface AnswerType {
  contentType: string;
  /**
   * The client asks for `application/json` by name: it cannot tell a GraphQL answer with another status from some
   * proxy's, so it would not read it. One that takes `application/graphql-response+json`, or whatever comes, gets the
   * status of the error's code. See https://graphql.github.io/graphql-over-http/draft/#sec-application-json
   */
  isLegacy: boolean;
}

/** Clients send a few headers for ever; what a flood of others costs is bounded. */
const known = createWeightedCache<AnswerType>(64 * 1024);

/** Throws NOT_ACCEPTABLE when the header `Accept` allows no type of ours. */
export function answerTypeFor(accept: string | undefined): AnswerType {
  const key = accept ?? "*/*";
  const found = known.get(key);
  if (found) return found;
  // What is not deferred is not sent in parts, and what is refused is not streamed, whatever else a client allows.
  const isOfStreams = acceptsParts(key) || acceptsStream(key);
  const chosen = negotiatorOf(key).mediaType([json, graphqlJson]) ?? (isOfStreams ? json : undefined);
  if (chosen === undefined) {
    throw new GraphError("NOT_ACCEPTABLE", `Expected Accept to allow ${graphqlJson} or ${json}, got ${key}.`);
  }
  const type = { contentType: `${chosen}; charset=utf-8`, isLegacy: isLegacy(key) };
  known.set(key, type, key.length + 64);
  return type;
}

/** Whether a header `Accept` names `application/json` alone: see AnswerType. */
export function isLegacy(accept: string): boolean {
  const named = negotiatorOf(accept)
    .mediaTypes()
    .map((type) => type.toLowerCase());
  return named.includes(json) && !named.includes(graphqlJson);
}

/** Clients send a few headers for ever, here as well. */
const knownToAcceptParts = createWeightedCache<boolean>(64 * 1024);

/**
 * Whether a header `Accept` allows an answer in parts, as `multipart/mixed` or, with the name of the form,
 * `multipart/mixed; deferSpec=20220824`. Other parameters are names of other forms. `*` allows what every client reads.
 */
export function acceptsParts(accept: string | undefined): boolean {
  if (!accept?.toLowerCase().includes("multipart/mixed")) return false;
  const found = knownToAcceptParts.get(accept);
  if (found !== undefined) return found;
  const accepts = accept.split(",").some(isOfParts);
  knownToAcceptParts.set(accept, accepts, accept.length + 64);
  return accepts;
}

function isOfParts(range: string): boolean {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  const isAllowed = (parameter: string) => {
    const [name = "", value = ""] = parameter.split("=").map((part) => part.trim().replace(/^"(.*)"$/, "$1"));
    if (name === "q") return Number(value) > 0;
    return name === "boundary" || (name === "deferspec" && value === "20220824");
  };
  return type === "multipart/mixed" && parameters.every(isAllowed);
}

function negotiatorOf(accept: string): Negotiator {
  return new Negotiator({ headers: { accept: withoutCharset(accept) } });
}

/** Answers are in UTF-8. A type with a parameter is another type to a negotiator, also where it is this one. */
function withoutCharset(accept: string): string {
  return accept.replace(/\s*;\s*charset\s*=\s*(?:utf-?8|"utf-?8")(?=\s*(?:[,;]|$))/gi, "");
}
