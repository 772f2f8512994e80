import type { Condition, EntityFetch, PlanNode, QueryPlan, RootFetch } from "./query-plan";

/**
 * A plan as a graph: its fetches, and which of them each one waits for. In the nested form a fetch waits for the whole
 * step before it; here fetches of different branches can be made by one request, and everything else goes on as it would have.
 *
 * A fetch waits for fetches of smaller numbers only.
 */
export type FetchGraph = readonly PlannedFetch[];

export interface PlannedFetch {
  fetch: PlanFetch;
  /** Numbers of the fetches that it waits for. */
  after: readonly number[];
  /** It is made where these variables of `@skip` and `@include` have these values, and else counts as done. */
  conditions: readonly FetchCondition[];
}

/** A fetch of a graph on its way to being merged with others. It waits for fetches by their numbers in that graph. */
export interface PlannedRequest extends PlannedFetch {
  /** The graph's fetches that it stands for. */
  numbers: readonly number[];
  /** How many fetches follow one another on the longest way to it. */
  step: number;
}

export interface FetchCondition {
  variable: Condition["variable"];
  value: boolean;
}

export type PlanFetch = RootFetch | EntityFetch | MergedFetch;

/** Several fetches of entities by one request to one subgraph. */
export interface MergedFetch {
  kind: "MergedFetch";
  subgraph: string;
  /** Has a field `_entities` for each part, under the alias `entitiesAlias(index)`, of the variable `representationsVariable(index)`. */
  operation: string;
  /** Names of the client's variables that the operation uses. */
  variables: readonly string[];
  /** Each as it would be made alone. */
  parts: readonly EntityFetch[];
}

export function entitiesAlias(part: number): string {
  return `_entities${part}`;
}

/** What is merged uses no variable of the client that is called so. */
export function representationsVariable(part: number): string {
  return `representations${part}`;
}

export function fetchGraphOf(plan: QueryPlan): FetchGraph {
  const fetches: PlannedFetch[] = [];
  place(plan, [], [], fetches);
  return fetches;
}

/** Adds the fetches of a node, and gives those after which it is done. */
function place(
  node: PlanNode | undefined,
  after: readonly number[],
  conditions: readonly FetchCondition[],
  fetches: PlannedFetch[],
): readonly number[] {
  switch (node?.kind) {
    case undefined:
      return after;
    case "Sequence":
      return node.nodes.reduce((before, child) => place(child, before, conditions, fetches), after);
    case "Parallel":
      if (node.nodes.length === 0) return after;
      return unique(node.nodes.flatMap((child) => place(child, after, conditions, fetches)));
    case "Condition": {
      const { variable, whenTrue, whenFalse } = node;
      const branch = (value: boolean, inner: QueryPlan) =>
        place(inner, after, [...conditions, { variable, value }], fetches);
      return unique([...branch(true, whenTrue), ...branch(false, whenFalse)]);
    }
    case "RootFetch":
    case "EntityFetch":
      fetches.push({ fetch: node, after, conditions });
      return [fetches.length - 1];
  }
}

function unique(numbers: readonly number[]): number[] {
  return [...new Set(numbers)];
}
