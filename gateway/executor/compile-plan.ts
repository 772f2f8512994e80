import type { EntityFetch, QueryPlan, RootFetch } from "../planner/query-plan";
import type { PlanRun, Step } from "./execution";

/** Makes the step of one fetch. Fetches are numbered from 0 on, in the order in which the plan names them. */
export type CompileFetch<Run extends PlanRun> = (node: RootFetch | EntityFetch, number: number) => Step<Run>;

/** Turns a query plan into functions: what runs after what, and what in parallel. */
export function compilePlan<Run extends PlanRun>(
  plan: QueryPlan,
  compileFetch: CompileFetch<Run>,
): Step<Run> {
  let fetches = 0;
  return compileNode(plan, (node) => compileFetch(node, fetches++));
}

function compileNode<Run extends PlanRun>(
  node: QueryPlan,
  compileFetch: (node: RootFetch | EntityFetch) => Step<Run>,
): Step<Run> {
  switch (node?.kind) {
    case undefined:
      return async () => {};
    case "RootFetch":
    case "EntityFetch":
      return compileFetch(node);
    case "Sequence": {
      const steps = node.nodes.map((child) => compileNode(child, compileFetch));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case "Parallel": {
      const steps = node.nodes.map((child) => compileNode(child, compileFetch));
      return async (run) => {
        const outer = run.beginning;
        run.beginning = outer ?? new Map();
        const running = steps.map((step) => step(run));
        run.beginning = outer;
        await Promise.all(running);
      };
    }
    case "Condition": {
      const whenTrue = compileNode(node.whenTrue, compileFetch);
      const whenFalse = compileNode(node.whenFalse, compileFetch);
      return (run) => (run.conditions.get(node.variable) ? whenTrue(run) : whenFalse(run));
    }
  }
}
