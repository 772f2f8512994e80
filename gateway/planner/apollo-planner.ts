import { operationFromDocument, type Supergraph } from "@apollo/federation-internals";
import {
  type PlanNode as ApolloNode,
  QueryPlanner as ApolloQueryPlanner,
  type FetchDataRewrite,
  type FetchNode,
  type QueryPlanSelectionNode,
} from "@apollo/query-planner";
import { GraphQLError, parse } from "graphql";
import { buildSupergraph } from "../supergraph/build-supergraph";
import { prepareSupergraph } from "./prepare-supergraph";
import type { PlanNode, PlanPath, PlanStep, QueryPlan, RequiredSelection, Rewrite } from "./query-plan";
import { PlanRefused } from "./query-planner";
import { restoreCalls } from "./restore-calls";

/**
 * Ways through the subgraphs that are considered for one path. A graph without an `@interfaceObject` comes to 4; with
 * one they multiply, and without a bound the planner can run out of memory.
 */
const maxWays = 1_024;

/** Plans with @apollo/query-planner, on a supergraph that was found valid. */
export function createApolloPlanner(
  valid: Supergraph,
  supergraphSdl: string,
): { plan(operation: string): QueryPlan } {
  const prepared = prepareSupergraph(supergraphSdl);
  const supergraph = prepared ? buildSupergraph(prepared.document, false) : valid;
  const planner = new ApolloQueryPlanner(supergraph, { debug: { pathsLimit: maxWays } });
  const apiSchema = valid.apiSchema();
  return {
    plan(text) {
      const operation = operationFromDocument(apiSchema, parse(text, { noLocation: true }));
      const { node } = buildPlan(() => planner.buildQueryPlan(operation));
      if (node?.kind === "Subscription") throw new Error("Expected a query or a mutation.");
      const plan = node && planOf(node, []);
      return plan && prepared ? restoreCalls(plan, prepared) : plan;
    },
  };
}

/** What it says of an operation that it cannot plan in its bounds is a plain Error, everything else a GraphQLError. */
function buildPlan<Plan>(build: () => Plan): Plan {
  try {
    return build();
  } catch (cause) {
    if (cause instanceof GraphQLError) throw cause;
    throw new PlanRefused("Expected an operation that can be planned.", { cause });
  }
}

function planOf(node: ApolloNode, path: PlanPath): PlanNode {
  switch (node.kind) {
    case "Fetch":
      return fetchOf(node, path);
    case "Flatten":
      return planOf(node.node, [...path, ...node.path.map((step) => stepOf(String(step)))]);
    case "Sequence":
    case "Parallel":
      return { kind: node.kind, nodes: node.nodes.map((child) => planOf(child, path)) };
    case "Condition": {
      const branch = (child: ApolloNode | undefined): QueryPlan => child && planOf(child, path);
      return {
        kind: "Condition",
        variable: node.condition,
        whenTrue: branch(node.ifClause),
        whenFalse: branch(node.elseClause),
      };
    }
    case "Defer":
      throw new Error("Expected an operation without @defer.");
  }
}

function fetchOf(node: FetchNode, path: PlanPath): PlanNode {
  const { serviceName: subgraph, operation, operationName, variableUsages: variables = [] } = node;
  const fetch = { subgraph, operation, variables, ...(operationName !== undefined && { operationName }) };
  const outputRewrites = (node.outputRewrites ?? []).map(rewriteOf);
  if (!node.requires?.length) {
    const isMutation = node.operationKind === "mutation";
    return { kind: "RootFetch", ...fetch, isMutation, path, outputRewrites };
  }
  const requires = node.requires.map(requiredOf);
  const inputRewrites = (node.inputRewrites ?? []).map(rewriteOf);
  return { kind: "EntityFetch", ...fetch, paths: [path], requires, inputRewrites, outputRewrites };
}

function requiredOf(node: QueryPlanSelectionNode): RequiredSelection {
  if (node.kind === "Field") {
    const selections = node.selections?.map(requiredOf);
    return { kind: "Field", name: node.alias ?? node.name, ...(selections && { selections }) };
  }
  const { typeCondition } = node;
  const selections = node.selections.map(requiredOf);
  return { kind: "InlineFragment", selections, ...(typeCondition !== undefined && { typeCondition }) };
}

function rewriteOf(rewrite: FetchDataRewrite): Rewrite {
  const path = rewrite.path.map(stepOf);
  return rewrite.kind === "ValueSetter"
    ? { path, setValueTo: rewrite.setValueTo }
    : { path, renameKeyTo: rewrite.renameKeyTo };
}

const typeStep = "... on ";

function stepOf(step: string): PlanStep {
  return step.startsWith(typeStep) ? { types: [step.slice(typeStep.length)] } : step;
}
