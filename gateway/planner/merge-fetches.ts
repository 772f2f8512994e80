import type { PlanNode, QueryPlan } from "./query-plan";

/**
 * Makes one fetch of those that request the same of one subgraph for entities at several paths, when nothing separates them:
 * a planner gives each path of the answer fetches of its own, so that `product { stock }` at two paths is fetched
 * twice at the same time, often of the same products.
 *
 * Fetches that follow one another are merged with others of the same kind step by step. No fetch waits for one that it
 * would not have waited for, other than for its own twin.
 */
export function mergeFetches(plan: QueryPlan): QueryPlan {
  return plan && mergeNode(plan);
}

function mergeNode(node: PlanNode): PlanNode {
  switch (node.kind) {
    case "Sequence":
      return { ...node, nodes: node.nodes.map(mergeNode) };
    case "Condition":
      return { ...node, whenTrue: mergeFetches(node.whenTrue), whenFalse: mergeFetches(node.whenFalse) };
    case "Parallel": {
      const nodes = mergeDuplicates(node.nodes.map(mergeNode));
      const [only] = nodes;
      return nodes.length === 1 && only ? only : { ...node, nodes };
    }
    default:
      return node;
  }
}

function mergeDuplicates(nodes: readonly PlanNode[]): PlanNode[] {
  const merged = new Map<string, PlanNode>();
  for (const [index, node] of nodes.entries()) {
    const kind = kindOf(node) ?? `only ${index}`;
    const twin = merged.get(kind);
    merged.set(kind, twin ? mergeTwo(twin, node) : node);
  }
  return [...merged.values()];
}

/** Equal for what can be merged; undefined for what is merged with nothing. */
function kindOf(node: PlanNode): string | undefined {
  if (node.kind === "EntityFetch") return JSON.stringify({ ...node, paths: [] });
  if (node.kind !== "Sequence") return undefined;
  const kinds = node.nodes.map(kindOf);
  return kinds.includes(undefined) ? undefined : JSON.stringify(kinds);
}

/** Both are of one kind. */
function mergeTwo(left: PlanNode, right: PlanNode): PlanNode {
  if (left.kind === "EntityFetch" && right.kind === "EntityFetch") {
    return { ...left, paths: [...left.paths, ...right.paths] };
  }
  if (left.kind !== "Sequence" || right.kind !== "Sequence") throw new Error("Expected two of one kind.");
  const nodes = left.nodes.map((node, index) => {
    const other = right.nodes[index];
    return other ? mergeTwo(node, other) : node;
  });
  return { ...left, nodes };
}
