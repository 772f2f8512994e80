import { readFileSync } from "node:fs";
import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, isObjectType } from "graphql";
import { fromRoot, projectRoot } from "../../shared/base/project/project-root";
import { postQuery } from "../support/gateway/gateway-request";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { EveryField } from "../support/schema/every-field";
import { entityTypesIn, someKeys } from "../support/schema/graph-keys";
import { type WalkAnswer, walkFields } from "../support/schema/walk-fields";

/*
 * Every field of the running graph, in every place that it is offered: what is asked there may be refused, and is
 * never a fault of the server.
 */

const supergraph = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");

let graph: RunningGraph;
let schema: GraphQLSchema;
let everyField: EveryField;

beforeAll(async () => {
  // On a machine that does other things, too, a deadline would be one more reason for a fault.
  const deadlines = { SUBGRAPH_TIMEOUT_MS: "60000", REQUEST_TIMEOUT_MS: "60000" };
  // And all fields of all things within one another are more than anyone asks for, at once or in a minute.
  const budgets = { BUDGET_PUBLIC: "1000000", BUDGET_ADMIN: "1000000" };
  const rates = { RATE_PUBLIC: "1000000000", RATE_ADMIN: "1000000000" };
  graph = await startGraph(projectRoot, { ...deadlines, ...budgets, ...rates });
  schema = buildClientSchema(await graph.client.request(getIntrospectionQuery()));
  const authorization = `Bearer ${await tokenFor(graph, { role: "admin" })}`;
  const keys = await someKeys(asker({ authorization }));
  everyField = new EveryField(schema, entityTypesIn(supergraph), keys);
}, 120_000);
afterAll(() => graph?.cleanUp());

it("is answered or refused, to the public and where that may not ask to an admin, and never a fault", async () => {
  const calls = [...everyField.calls()];
  const asPublic = await walkFields(calls, schema, asker({}));
  const authorization = `Bearer ${await tokenFor(graph, { role: "admin" })}`;
  const asAdmin = await walkFields(asPublic.refused, schema, asker({ authorization }));
  expect([...asPublic.faults, ...asAdmin.faults]).toEqual([]);
  expect(asAdmin.refused).toEqual([]);
  // Where the walk meets no value it proves nothing; few fields are empty in all of the demonstration data.
  const fields = fieldsOf(schema);
  const unseen = fields.filter((field) => !asPublic.seen.has(field) && !asAdmin.seen.has(field));
  expect(unseen.slice(fields.length / 20)).toEqual([]);
}, 400_000);

function asker(headers: Record<string, string>) {
  return async (query: string) => (await postQuery(graph.origin, query, { headers })).body as WalkAnswer;
}

/** Of all types but GraphQL's own and those that only changes answer with. */
function fieldsOf(schema: GraphQLSchema): string[] {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const own = types.filter(({ name }) => !/^__|^(Mutation|Subscription)$|Payload$|^UserError$/.test(name));
  return own.flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
}
