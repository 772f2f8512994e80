import type { GraphQLSchema } from "graphql";
import type { PlanFetch } from "../planner/fetch-graph";
import type { EntityFetch, RootFetch } from "../planner/query-plan";
import { compileLoneFetch } from "./compile-lone-fetch";
import { compileMergedFetch } from "./compile-merged-fetch";
import type { Step } from "./execution";
import type { UnselectedFields } from "./selections/unselected-fields";

/**
 * A fetch as a function; `number` is its own in the plan. Entities with equal representations are requested once, and
 * get the same answer.
 * Never throws for what a subgraph does: the rest of the plan goes on.
 */
export function compileFetch(
  fetch: PlanFetch,
  number: number,
  supergraph: GraphQLSchema,
  unselectedFields: () => UnselectedFields,
): Step {
  const compile = (each: RootFetch | EntityFetch) =>
    compileLoneFetch(each, number, supergraph, unselectedFields);
  if (fetch.kind === "MergedFetch") return compileMergedFetch(fetch, number, fetch.parts.map(compile));
  const { part, ask } = compile(fetch);
  return (execution) => ask(execution, part.find(execution));
}
