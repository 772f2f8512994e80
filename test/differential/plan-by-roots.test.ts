import "../../gateway/config/environment";
import { Supergraph } from "@apollo/federation-internals";
import fc from "fast-check";
import { parse, print, visit } from "graphql";
import { createGraphNaming } from "../../gateway/normalise/response-names";
import { createApolloPlanner } from "../../gateway/planner/apollo-planner";
import { fetchGraphOf } from "../../gateway/planner/fetch-graph";
import { planByRoots } from "../../gateway/planner/plan-by-roots";
import type { QueryPlan } from "../../gateway/planner/query-plan";
import { subgraphsOfRootField } from "../../gateway/schema/resolving-subgraphs";
import { normalisedText } from "./operations/normalised-text";
import { operationArbitrary } from "./operations/operation-arbitrary";
import { testGraphs } from "./supergraphs/test-graphs";
import { buildGraph } from "./world/test-graph";

/* What is planned field by field of the root makes the fetches of a plan of the whole, and none waits for more. */

let split = 0;

describe.each(testGraphs().map(buildGraph))("over $name, a plan", ({ supergraphSdl, apiSchema, world }) => {
  const supergraph = Supergraph.build(supergraphSdl);
  const schema = supergraph.schema.toGraphQLJSSchema();
  const naming = createGraphNaming(apiSchema, schema);
  const planner = createApolloPlanner(supergraph, supergraphSdl);
  const operations = operationArbitrary(apiSchema, world.ownership.tellingNames());

  it("by roots makes the same fetches as that of the operation", async () => {
    const planned: string[] = [];
    const counting = {
      plan(operation: string) {
        planned.push(operation);
        return planner.plan(operation);
      },
    };
    const byRoots = planByRoots(counting, (field) => subgraphsOfRootField(schema, field));
    await fc.assert(
      fc.asyncProperty(operations, async ({ query }) => {
        const text = normalisedText(query, apiSchema, naming);
        if (text === undefined) return;
        planned.length = 0;
        const plan = await byRoots.plan(text);
        if (!planned.includes(text)) split++;
        const [own, whole] = [fetchesOf(plan), fetchesOf(planner.plan(text))];
        expect(own.map(({ fetch }) => fetch)).toEqual(whole.map(({ fetch }) => fetch));
        // The planner has steps of one field wait for those of another.
        const more = own.map(({ after }, index) =>
          after.filter((each) => !whole[index]?.after.includes(each)),
        );
        expect(more.flat()).toEqual([]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

it("has planned operations field by field", () => expect(split).toBeGreaterThan(40));

interface TellingFetch {
  /** All that it is, in one form. */
  fetch: string;
  /** The fetches that it waits for, those before the ones before included. */
  after: string[];
}

function fetchesOf(plan: QueryPlan): TellingFetch[] {
  const told: TellingFetch[] = [];
  for (const { fetch, after, conditions } of fetchGraphOf(plan)) {
    const form = { ...fetch, operation: ordered(fetch.operation), variables: fetch.variables.toSorted() };
    const before = after.flatMap((number) =>
      told[number] ? [told[number].fetch, ...told[number].after] : [],
    );
    told.push({ fetch: JSON.stringify([form, conditions]), after: [...new Set(before)] });
  }
  return told.sort((left, right) => (left.fetch < right.fetch ? -1 : 1));
}

function ordered(operation: string): string {
  const sort = <Node extends Parameters<typeof print>[0]>(nodes: readonly Node[]) =>
    [...nodes].sort((left, right) => (print(left) < print(right) ? -1 : 1));
  return print(
    visit(parse(operation, { noLocation: true }), {
      OperationDefinition: {
        leave: (node) => ({ ...node, variableDefinitions: sort(node.variableDefinitions ?? []) }),
      },
      SelectionSet: { leave: (node) => ({ ...node, selections: sort(node.selections) }) },
    }),
  );
}
