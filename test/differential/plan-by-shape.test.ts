import "../../gateway/environment";
import { Supergraph } from "@apollo/federation-internals";
import fc from "fast-check";
import { type ArgumentNode, type FieldNode, Kind, parse, print, visit } from "graphql";
import { normaliseOperation } from "../../gateway/normalise/normalise-operation";
import { createGraphNaming } from "../../gateway/normalise/response-names";
import { createApolloPlanner } from "../../gateway/planner/apollo-planner";
import { planByShape } from "../../gateway/planner/plan-by-shape";
import type { PlanNode, QueryPlan } from "../../gateway/planner/query-plan";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { buildGraph } from "./world/test-graph";

/* A plan that was made without the literals of an operation is the plan that is made with them. */

describe.each(testGraphs().map(buildGraph))("over $name, a plan", ({ supergraphSdl, apiSchema, world }) => {
  const supergraph = Supergraph.build(supergraphSdl);
  const naming = createGraphNaming(apiSchema, supergraph.schema.toGraphQLJSSchema());
  const planner = createApolloPlanner(supergraph, supergraphSdl);
  const byShape = planByShape(planner, apiSchema);
  const operations = operationArbitrary(apiSchema, world.ownership.tellingNames());

  it("by shape is the plan of the operation", () => {
    let [planned, withLiterals] = [0, 0];
    fc.assert(
      fc.property(operations, ({ query }) => {
        const text = normalised(query);
        if (text === undefined) return;
        planned++;
        if (/[(,] *\w+: [^$]/.test(text)) withLiterals++;
        expect(withoutLiterals(byShape.plan(text))).toEqual(withoutLiterals(planner.plan(text)));
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(planned).toBeGreaterThan(100);
    expect(withLiterals).toBeGreaterThan(10);
  });

  function normalised(query: string): string | undefined {
    const { definitions } = parse(query);
    const definition = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
    if (!definition) throw new Error(`Expected an operation, got ${query}.`);
    const fragments = new Map(
      definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    );
    return normaliseOperation({ schema: apiSchema, naming, definition, fragments }).text;
  }
});

/** The planner writes a literal in its own way (`"4"` of an ID as `4`, one of a list in brackets); what counts is whose it is. */
function withoutLiterals(plan: QueryPlan): QueryPlan {
  const write = (node: PlanNode): PlanNode => {
    switch (node.kind) {
      case "Sequence":
      case "Parallel":
        return { ...node, nodes: node.nodes.map(write) };
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
  });
  return print(document);
}

function blank(node: ArgumentNode): ArgumentNode {
  return print(node.value).includes("$") ? node : { ...node, value: { kind: Kind.NULL } };
}
