import "../../gateway/config/environment";
import { Supergraph } from "@apollo/federation-internals";
import fc from "fast-check";
import { type ArgumentNode, type FieldNode, Kind, parse, print, type SelectionNode, visit } from "graphql";
import { createGraphNaming } from "../../gateway/normalise/response-names";
import { createApolloPlanner } from "../../gateway/planner/apollo-planner";
import { findEquivalentLeaves } from "../../gateway/planner/equivalent-leaves";
import { planByShape } from "../../gateway/planner/plan-by-shape";
import type { PlanNode, QueryPlan } from "../../gateway/planner/query-plan";
import { type Shape, shapeOf } from "../../gateway/planner/shape";
import { normalisedText } from "./operations/normalised-text";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { buildGraph } from "./world/test-graph";

/* A plan that was made without literals, and with one leaf for those that are alike, is the plan of the operation. */

describe.each(testGraphs().map(buildGraph))("over $name, a plan", ({ supergraphSdl, apiSchema, world }) => {
  const supergraph = Supergraph.build(supergraphSdl);
  const naming = createGraphNaming(apiSchema, supergraph.schema.toGraphQLJSSchema());
  const standIn = findEquivalentLeaves(supergraphSdl);
  const planner = createApolloPlanner(supergraph, supergraphSdl);
  const byShape = planByShape(planner, apiSchema, standIn);
  const operations = operationArbitrary(apiSchema, world.ownership.tellingNames());

  it("by shape is the plan of the operation", async () => {
    let [planned, withLiterals, withLeaves] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(operations, async ({ query }) => {
        const text = normalisedText(query, apiSchema, naming);
        if (text === undefined) return;
        planned++;
        const shape = shapeOf(text, apiSchema, standIn);
        if (shape.literals.length > 0) withLiterals++;
        if (shape.leaves.length > 0) withLeaves++;
        expect(withoutLiterals(await byShape.plan(text))).toEqual(
          withoutLiterals(planner.plan(whole(shape))),
        );
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(planned).toBeGreaterThan(100);
    expect(withLiterals).toBeGreaterThan(10);
    expect(withLeaves).toBeGreaterThan(10);
  });
});

/** The operation in the order of its shape, on which a plan depends: of two ways that are as good it takes the first. */
function whole({ text, mark, literals, leaves }: Shape): string {
  return text
    .replace(new RegExp(`\\$${mark}(\\d+)(: [\\w[\\]!]+)?`, "g"), (_, number, type) =>
      type ? "" : (literals[number] ?? ""),
    )
    .replace(/^(\w+) \([, ]*\)/, "$1")
    .replace(new RegExp(`${mark}(\\d+): \\w+`, "g"), (_, number) => leaves[number] ?? "");
}

/** The planner writes a literal in its own way (`"4"` of an ID as `4`, one of a list in brackets); what counts is whose it is. */
function withoutLiterals(plan: QueryPlan): QueryPlan {
  const write = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case "Sequence":
        return { ...node, nodes: node.nodes.map(write) };
      case "Parallel":
        return { ...node, nodes: sortedBy(node.nodes.map(write), (child) => JSON.stringify(child)) };
      case "Condition":
        return {
          ...node,
          whenTrue: withoutLiterals(node.whenTrue),
          whenFalse: withoutLiterals(node.whenFalse),
        };
      default:
        return { ...node, operation: blanked(node.operation), variables: node.variables.toSorted() };
    }
  };
  return plan && write(plan);
}

function blanked(operation: string): string {
  const document = visit(parse(operation, { noLocation: true }), {
    Field: (node): FieldNode => ({ ...node, arguments: (node.arguments ?? []).map(blank) }),
    SelectionSet: { leave: (node) => ({ ...node, selections: ordered(node.selections) }) },
  });
  return print(document);
}

/**
 * In the order of their texts, each once, for what is asked for twice is answered once. The planner asks for a
 * `__typename` together with whichever field stands beside it.
 */
function ordered(selections: readonly SelectionNode[]): SelectionNode[] {
  const isTypeName = (node: SelectionNode) => node.kind === Kind.FIELD && node.name.value === "__typename";
  const others = selections.filter((node) => !isTypeName(node));
  const byText = new Map((others.length > 0 ? others : selections).map((node) => [print(node), node]));
  return sortedBy([...byText.values()], print);
}

function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((left, right) => (left.key < right.key ? -1 : 1)).map(({ item }) => item);
}

function blank(node: ArgumentNode): ArgumentNode {
  return print(node.value).includes("$") ? node : { ...node, value: { kind: Kind.NULL } };
}
