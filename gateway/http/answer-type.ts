import Negotiator from "negotiator";
import { createWeightedCache } from "../../shared/base/cache/weighted-cache";
import { GraphError } from "../../shared/base/errors/graph-error";

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
  const chosen = negotiatorOf(key).mediaType([json, graphqlJson]);
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

function negotiatorOf(accept: string): Negotiator {
  return new Negotiator({ headers: { accept: withoutCharset(accept) } });
}

/** Answers are in UTF-8. A type with a parameter is another type to a negotiator, also where it is this one. */
function withoutCharset(accept: string): string {
  return accept.replace(/\s*;\s*charset\s*=\s*(?:utf-?8|"utf-?8")(?=\s*(?:[,;]|$))/gi, "");
}
