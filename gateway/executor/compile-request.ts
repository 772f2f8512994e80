import { type MergedFetch, representationsVariable } from "../planner/fetch-graph";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import type { SubgraphRequest } from "../transport/subgraph-request";
import { type JsonObject, ownValue } from "../values/json";

/**
 * The request of a fetch, put together from texts: the operation's never changes, and the representations' are made
 * already, as a JSON list.
 */
export function compileRequest(
  fetch: RootFetch | EntityFetch,
): (variables: JsonObject, representations: string) => SubgraphRequest {
  const { subgraph, variables: used } = fetch;
  const isMutation = fetch.kind === "RootFetch" && fetch.isMutation;
  const names = used.filter((name) => fetch.kind === "RootFetch" || name !== "representations");
  const write = compileBody(fetch, names);
  return (variables, representations) => {
    const own = fetch.kind === "EntityFetch" ? [`"representations":${representations}`] : [];
    return { subgraph, body: write(variables, own), isMutation };
  };
}

/** The same of several fetches by one request, with the representations of each. */
export function compileMergedRequest(
  fetch: MergedFetch,
): (variables: JsonObject, representations: readonly string[]) => SubgraphRequest {
  const { subgraph, variables: names } = fetch;
  const write = compileBody(fetch, names);
  const leads = fetch.parts.map((_, index) => `${JSON.stringify(representationsVariable(index))}:`);
  return (variables, representations) => {
    const own = leads.map((lead, index) => `${lead}${representations[index] ?? "[]"}`);
    return { subgraph, body: write(variables, own), isMutation: false };
  };
}

/** A body with those of the client's variables that have a value, and variables of its own as they are written. */
function compileBody(
  { operation: query, operationName }: { operation: string; operationName?: string },
  names: readonly string[],
): (variables: JsonObject, own: readonly string[]) => string {
  const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":{`;
  return (variables, own) => {
    const texts: string[] = [];
    for (const name of names) {
      const value = ownValue(variables, name);
      if (value !== undefined) texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    return `${head}${[...texts, ...own].join(",")}}}`;
  };
}
