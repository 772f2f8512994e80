import type { FetchNode, PlanNode, QueryPlan } from "@apollo/query-planner";
import type { PlanRun, Step } from "./execution";
import type { PlanPath } from "./places";

/** Makes the step of one fetch. Fetches are numbered from 0 on, in the order in which the plan names them. */
export type CompileFetch<Run extends PlanRun> = (
  node: FetchNode,
  path: PlanPath,
  number: number,
) => Step<Run>;

/** Turns a query plan into functions: what goes after what, and what beside it. */
export function compilePlan<Run extends PlanRun>(
  plan: QueryPlan,
  compileFetch: CompileFetch<Run>,
): Step<Run> {
  if (plan.node?.kind === "Subscription") throw new Error("Expected a query or a mutation.");
  let fetches = 0;
  return compileNode(plan.node, [], (node, path) => compileFetch(node, path, fetches++));
}

function compileNode<Run extends PlanRun>(
  node: PlanNode | undefined,
  path: PlanPath,
  compileFetch: (node: FetchNode, path: PlanPath) => Step<Run>,
): Step<Run> {
  switch (node?.kind) {
    case undefined:
      return async () => {};
    case "Fetch":
      return compileFetch(node, path);
    case "Flatten":
      return compileNode(node.node, [...path, ...node.path.map(String)], compileFetch);
    case "Sequence": {
      const steps = node.nodes.map((child) => compileNode(child, path, compileFetch));
      return async (run) => {
        for (const step of steps) await step(run);
      };
    }
    case "Parallel": {
      const steps = node.nodes.map((child) => compileNode(child, path, compileFetch));
      return async (run) => {
        const outer = run.beginning;
        run.beginning = outer ?? new Map();
        const running = steps.map((step) => step(run));
        run.beginning = outer;
        await Promise.all(running);
      };
    }
    case "Condition": {
      const whenTrue = compileNode(node.ifClause, path, compileFetch);
      const whenFalse = compileNode(node.elseClause, path, compileFetch);
      return (run) => (run.conditions.get(node.condition) ? whenTrue(run) : whenFalse(run));
    }
    case "Defer":
      throw new Error("Expected an operation without @defer.");
  }
}
