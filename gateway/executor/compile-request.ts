import type { EntityFetch, RootFetch } from "../planner/query-plan";
import type { SubgraphRequest } from "./execution";
import { type JsonObject, ownValue } from "./json";

/**
 * The request of a fetch, put together from texts: the operation's never changes, and a representation's is made
 * already. `lists` are the names of the variables that take representations; undefined for a part that takes none.
 */
export function compileRequest(
  fetch: RootFetch | EntityFetch,
  lists: readonly (string | undefined)[],
): (variables: JsonObject, representations: readonly string[]) => SubgraphRequest {
  const { subgraph, operation: query, operationName, variables: used } = fetch;
  const head = `${JSON.stringify({ query, operationName }).slice(0, -1)},"variables":{`;
  const isMutation = fetch.kind === "RootFetch" && fetch.isMutation;
  const names = used.filter((name) => !lists.includes(name));
  return (variables, representations) => {
    const texts: string[] = [];
    for (const name of names) {
      const value = ownValue(variables, name);
      if (value !== undefined) texts.push(`${JSON.stringify(name)}:${JSON.stringify(value)}`);
    }
    lists.forEach((name, index) => {
      if (name !== undefined) texts.push(`${JSON.stringify(name)}:${representations[index]}`);
    });
    return { subgraph, body: `${head}${texts.join(",")}}}`, isMutation };
  };
}
