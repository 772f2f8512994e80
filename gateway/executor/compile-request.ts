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
  const { subgraph, operation: query, operationName, variables: used } = fetch;
  const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":{`;
  const isMutation = fetch.kind === "RootFetch" && fetch.isMutation;
  const names = used.filter((name) => fetch.kind === "RootFetch" || name !== "representations");
  return (variables, representations) => {
    const texts: string[] = [];
    for (const name of names) {
      const value = ownValue(variables, name);
      if (value !== undefined) texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    if (fetch.kind === "EntityFetch") texts.push(`"representations":${representations}`);
    return { subgraph, body: `${head}${texts.join(",")}}}`, isMutation };
  };
}
