import type { PlanNode, QueryPlan } from "@apollo/query-planner";
import type { GraphQLSchema } from "graphql";
import { compileFetch } from "./compile-fetch";
import type { Step } from "./execution";

const nothing: Step = async () => {};

/** Turns a query plan into functions. `supergraph` knows all types, those hidden from clients included. */
export function compilePlan(plan: QueryPlan, supergraph: GraphQLSchema): Step {
  if (plan.node?.kind === "Subscription") throw new Error("Expected a query or a mutation.");
  return compileNode(plan.node, [], supergraph);
}

function compileNode(node: PlanNode | undefined, path: readonly string[], supergraph: GraphQLSchema): Step {
  switch (node?.kind) {
    case undefined:
      return nothing;
    case "Fetch":
      return compileFetch(node, path, supergraph);
    case "Flatten":
      return compileNode(node.node, [...path, ...node.path.map(String)], supergraph);
    case "Sequence": {
      const steps = node.nodes.map((child) => compileNode(child, path, supergraph));
      return async (execution) => {
        for (const step of steps) await step(execution);
      };
    }
    case "Parallel": {
      const steps = node.nodes.map((child) => compileNode(child, path, supergraph));
      return async (execution) => {
        const outer = execution.beginning;
        execution.beginning = outer ?? new Map();
        const running = steps.map((step) => step(execution));
        execution.beginning = outer;
        await Promise.all(running);
      };
    }
    case "Condition": {
      const whenTrue = compileNode(node.ifClause, path, supergraph);
      const whenFalse = compileNode(node.elseClause, path, supergraph);
      return (execution) =>
        execution.conditions.get(node.condition) ? whenTrue(execution) : whenFalse(execution);
    }
    case "Defer":
      throw new Error("Expected an operation without @defer.");
  }
}
