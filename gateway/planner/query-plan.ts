/** What is fetched for an operation: what from which subgraph, and in what order. */
export type QueryPlan = PlanNode | undefined;

export type PlanNode = RootFetch | EntityFetch | Sequence | Parallel | Condition;

export interface Sequence {
  kind: "Sequence";
  nodes: readonly PlanNode[];
}

export interface Parallel {
  kind: "Parallel";
  nodes: readonly PlanNode[];
}

/** One of two plans, by a variable of `@skip` or `@include`. */
export interface Condition {
  kind: "Condition";
  variable: string;
  whenTrue: QueryPlan;
  whenFalse: QueryPlan;
}

/** The subgraphs that a plan names, each once, in the order of their names. */
export function subgraphsOf(plan: QueryPlan): string[] {
  return [...new Set(namesIn(plan))].sort();
}

function namesIn(plan: QueryPlan): string[] {
  if (plan === undefined) return [];
  if (plan.kind === "Condition") return [plan.whenTrue, plan.whenFalse].flatMap(namesIn);
  return "nodes" in plan ? plan.nodes.flatMap(namesIn) : [plan.subgraph];
}

interface Fetch {
  subgraph: string;
  operation: string;
  operationName?: string;
  /** Names of the client's variables that the operation uses. */
  variables: readonly string[];
}

/** Fields of a subgraph's Query or Mutation. */
export interface RootFetch extends Fetch {
  kind: "RootFetch";
  isMutation: boolean;
  /** Where the fields belong: nearly always the root itself. */
  path: PlanPath;
  outputRewrites: readonly Rewrite[];
}

/** Fields of entities that other fetches have found: `_entities(representations: $representations)`. */
export interface EntityFetch extends Fetch {
  kind: "EntityFetch";
  /** Where the entities are. */
  paths: readonly PlanPath[];
  /** What a representation is made of. */
  requires: readonly RequiredSelection[];
  inputRewrites: readonly Rewrite[];
  outputRewrites: readonly Rewrite[];
}

/** A path in what was fetched: a field's name there, every element of a list, objects of some types only. */
export type PlanPath = readonly PlanStep[];
export type PlanStep = string | typeof everyElement | TypeStep;

export const everyElement = "@";

export interface TypeStep {
  types: readonly string[];
}

export type RequiredSelection = RequiredField | RequiredFragment;

export interface RequiredField {
  kind: "Field";
  /** The subgraph's name of it. */
  name: string;
  /** Its name in what was fetched, where that is another. */
  source?: string;
  selections?: readonly RequiredSelection[];
}

export interface RequiredFragment {
  kind: "InlineFragment";
  typeCondition?: string;
  selections: readonly RequiredSelection[];
}

/** A change of data on its way to a subgraph or from it. */
export type Rewrite = { path: PlanPath } & ({ setValueTo: unknown } | { renameKeyTo: string });
