import { Kind, parse } from "graphql";
import type { PlanNode, QueryPlan, RootFetch } from "./query-plan";

/** The plan of one field of the root: its fetch, and what follows. */
interface Begun {
  first: RootFetch;
  rest: readonly PlanNode[];
}

/**
 * The plan of several fields of a query's root, of the plans of each: a subgraph gets those that are its own in one fetch, as
 * of the planner, and everything else goes on beside each other. Undefined where a plan does not begin with the one fetch of
 * its field, or one that is not written as the planner writes.
 */
export function joinRootPlans(plans: readonly QueryPlan[]): QueryPlan {
  const bySubgraph = new Map<string, Begun[]>();
  for (const plan of plans) {
    const begun = begunOf(plan);
    if (!begun) return undefined;
    const { subgraph } = begun.first;
    bySubgraph.set(subgraph, [...(bySubgraph.get(subgraph) ?? []), begun]);
  }
  const joined = [...bySubgraph.values()].map(joinOfSubgraph);
  const nodes = joined.filter((node) => node !== undefined);
  return nodes.length === joined.length ? together(nodes, "Parallel") : undefined;
}

function begunOf(plan: QueryPlan): Begun | undefined {
  if (!plan) return undefined;
  const [first, ...rest] = plan.kind === "Sequence" ? plan.nodes : [plan];
  const isRoot = first?.kind === "RootFetch" && !first.isMutation && first.path.length === 0;
  return isRoot && first.operationName === undefined ? { first, rest } : undefined;
}

/** What of several fields' plans follows their common fetch. */
function joinOfSubgraph(begun: readonly Begun[]): PlanNode | undefined {
  const first = joinFetches(begun.map((each) => each.first));
  const rests = begun.flatMap(({ rest }) => together(rest, "Sequence") ?? []);
  const following = begun.length === 1 ? (begun[0]?.rest ?? []) : [together(rests, "Parallel") ?? []].flat();
  return first && together([first, ...following], "Sequence");
}

function together(nodes: readonly PlanNode[], kind: "Sequence" | "Parallel"): PlanNode | undefined {
  return nodes.length > 1 ? { kind, nodes } : nodes[0];
}

/** One fetch with the fields of all. Undefined where that cannot be written. */
function joinFetches(fetches: readonly RootFetch[]): RootFetch | undefined {
  const [first] = fetches;
  if (!first || fetches.length === 1) return first;
  const variables = new Map<string, string>();
  const selected: string[] = [];
  for (const { operation } of fetches) {
    const read = readOperation(operation);
    if (!read) return undefined;
    for (const [name, text] of read.variables) {
      // One of the client's: it has one definition.
      if ((variables.get(name) ?? text) !== text) return undefined;
      variables.set(name, text);
    }
    selected.push(read.selected);
  }
  const head = variables.size === 0 ? "" : `query(${[...variables.values()].join(" ")})`;
  return {
    ...first,
    operation: `${head}{${selected.join(" ")}}`,
    variables: [...new Set(fetches.flatMap((fetch) => fetch.variables))],
    outputRewrites: fetches.flatMap(({ outputRewrites }) => outputRewrites),
  };
}

interface ReadOperation {
  /** What it selects, without the braces around it. */
  selected: string;
  /** Definitions by name. */
  variables: ReadonlyMap<string, string>;
}

/** Undefined for what has fragments, directives or a name of its own. */
function readOperation(text: string): ReadOperation | undefined {
  const { definitions } = parse(text);
  const [operation] = definitions;
  if (definitions.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
  if (operation.name || operation.directives?.length) return undefined;
  const { selectionSet, variableDefinitions = [] } = operation;
  const textOf = ({ loc }: { loc?: { start: number; end: number } | undefined }) =>
    text.slice(loc?.start, loc?.end);
  return {
    selected: textOf(selectionSet).slice(1, -1),
    variables: new Map(variableDefinitions.map((each) => [each.variable.name.value, textOf(each)])),
  };
}
