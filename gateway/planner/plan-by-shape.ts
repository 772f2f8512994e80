import type { GraphQLSchema } from "graphql";
import { type CacheState, createWeightedCache } from "../../shared/base/cache/weighted-cache";
import type { StandIn } from "./equivalent-leaves";
import type { PlanNode, QueryPlan } from "./query-plan";
import type { QueryPlanner } from "./query-planner";
import { type Shape, shapeOf } from "./shape";

/** In characters of text, with what each plan costs at least. */
const maxCharacters = 1024 * 1024;
const leastCharacters = 1024;

/**
 * Plans once what differs in the literals of arguments, or in which of a type's alike leaves are selected: what is
 * fetched from where does not depend on them. A dashboard that writes its dates and codes into its text is planned once,
 * and so is a table whose columns its reader chooses. Each subgraph still gets literals and leaves as the client wrote them.
 */
export function planByShape(
  planner: QueryPlanner,
  schema: GraphQLSchema,
  standIn: StandIn,
): QueryPlanner & { state(): CacheState } {
  const plans = createWeightedCache<{ plan: QueryPlan | Promise<QueryPlan> }>(maxCharacters);
  const planOf = (text: string, client: string | undefined): QueryPlan | Promise<QueryPlan> => {
    const known = plans.get(text);
    if (known) return known.plan;
    const entry = { plan: planner.plan(text, client) };
    plans.set(text, entry, text.length + leastCharacters);
    if (!(entry.plan instanceof Promise)) return entry.plan;
    entry.plan.then(
      (plan) => {
        entry.plan = plan;
      },
      // The requests that wait for it get the error.
      () => plans.delete(text),
    );
    return entry.plan;
  };
  return {
    plan(operation, client) {
      const shape = shapeOf(operation, schema, standIn);
      const { text, literals, leaves } = shape;
      const plan = planOf(text, client);
      if (literals.length + leaves.length === 0) return plan;
      return plan instanceof Promise ? plan.then((each) => fillIn(each, shape)) : fillIn(plan, shape);
    },
    state: plans.state,
  };
}

/** The plan with literals and leaves in its operations, and without what stood for them. */
function fillIn(plan: QueryPlan, { mark, literals, leaves }: Shape): QueryPlan {
  const variable = new RegExp(`\\$${mark}(\\d+)(:[\\w[\\]!]+)?`, "g");
  const leaf = new RegExp(`${mark}(\\d+): ?\\w+`, "g");
  const written = (operation: string) =>
    operation
      .replace(variable, (_, number, definition) => (definition ? "" : (literals[Number(number)] ?? "")))
      .replace(/^(\w+)\(\)/, "$1")
      .replace(leaf, (_, number) => leaves[Number(number)] ?? "");
  const fill = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case "Sequence":
      case "Parallel":
        return { ...node, nodes: node.nodes.map(fill) };
      case "Condition":
        return {
          ...node,
          whenTrue: node.whenTrue && fill(node.whenTrue),
          whenFalse: node.whenFalse && fill(node.whenFalse),
        };
      default: {
        if (!node.operation.includes(mark)) return node;
        const variables = node.variables.filter((name) => !name.startsWith(mark));
        return { ...node, operation: written(node.operation), variables };
      }
    }
  };
  return plan && fill(plan);
}
