import type { GraphQLSchema } from "graphql";
import type { CompileFetch } from "../executor/compile-graph";
import type { Execution, Step } from "../executor/execution";
import type { Conditions } from "../normalise/conditions";
import type { EntityFetch, PlanNode, QueryPlan, RootFetch } from "../planner/query-plan";
import { compileHasInputs, type HasInputs } from "./find-inputs";

/**
 * Makes the fetches of a plan, each as soon as what it is made from has come, and at the latest when all before it in the plan
 * are done: in the plan's order a slow fetch of deferred fields would hold back whatever stands after it. Those of a
 * mutation keep to the order.
 *
 * Fulfilled when all are done, or nobody waits for more.
 */
export type Schedule = (execution: Execution, run: ScheduledRun) => Promise<void>;

export interface ScheduledRun {
  /** Called whenever a fetch is done. */
  moved(): void;
  /** Whether anybody waits for more. A mutation is made whole, whoever waits. */
  isAwaited(): boolean;
}

export function compileSchedule(
  plan: QueryPlan,
  supergraph: GraphQLSchema,
  compileFetch: CompileFetch<Execution>,
): Schedule {
  const leaves = new Map<PlanNode, Leaf>();
  const compile = (node: QueryPlan): void => {
    if (node?.kind === "RootFetch" || node?.kind === "EntityFetch") leaves.set(node, leafOf(node));
    else for (const child of childrenOf(node)) compile(child);
  };
  const leafOf = (node: RootFetch | EntityFetch): Leaf => ({
    step: compileFetch(node, leaves.size),
    hasInputs: compileHasInputs(supergraph, node),
  });
  compile(plan);
  const keepsOrder = [...leaves.keys()].some((node) => node.kind === "RootFetch" && node.isMutation);

  return (execution, { moved, isAwaited }) =>
    new Promise((resolve, reject) => {
      const fetches = inOrder(plan, leaves, execution.conditions);
      const advance = () => {
        const { data, failures } = execution;
        if (!keepsOrder && !isAwaited()) return resolve();
        const isDue = ({ leaf, before }: ScheduledFetch) =>
          before.every(({ isDone }) => isDone) || (!keepsOrder && leaf.hasInputs(data, failures));
        const due = fetches.filter((fetch) => !fetch.isBegun && isDue(fetch));
        execution.beginning = new Map();
        for (const fetch of due) {
          fetch.isBegun = true;
          fetch.leaf.step(execution).then(() => {
            fetch.isDone = true;
            advance();
          }, reject);
        }
        execution.beginning = undefined;
        moved();
        if (fetches.every(({ isDone }) => isDone)) resolve();
      };
      advance();
    });
}

interface Leaf {
  step: Step;
  hasInputs: HasInputs;
}

/** A fetch of one run. */
interface ScheduledFetch {
  leaf: Leaf;
  /** Those that it may have to wait for. */
  before: readonly ScheduledFetch[];
  isBegun: boolean;
  isDone: boolean;
}

function inOrder(
  plan: QueryPlan,
  leaves: ReadonlyMap<PlanNode, Leaf>,
  conditions: Conditions,
): ScheduledFetch[] {
  const place = (node: QueryPlan, before: readonly ScheduledFetch[]): ScheduledFetch[] => {
    switch (node?.kind) {
      case undefined:
        return [];
      case "Sequence": {
        const placed: ScheduledFetch[] = [];
        for (const child of node.nodes) placed.push(...place(child, [...before, ...placed]));
        return placed;
      }
      case "Parallel":
        return node.nodes.flatMap((child) => place(child, before));
      case "Condition":
        return place(conditions.get(node.variable) ? node.whenTrue : node.whenFalse, before);
      case "RootFetch":
      case "EntityFetch": {
        const leaf = leaves.get(node);
        return leaf ? [{ leaf, before, isBegun: false, isDone: false }] : [];
      }
    }
  };
  return place(plan, []);
}

function childrenOf(node: QueryPlan): readonly QueryPlan[] {
  switch (node?.kind) {
    case "Sequence":
    case "Parallel":
      return node.nodes;
    case "Condition":
      return [node.whenTrue, node.whenFalse];
    default:
      return [];
  }
}
