import { buildSchema } from "graphql";
import { type ExecuteOperation, recordGraphData } from "./collect-and-record";

const types = `
  scalar DateTime
  type GraphDataSource { name: ID! changedAt: DateTime }
  input RecordGraphDataInput { sources: [ID!]! }
  type UserError { message: String! }
  type GraphDataPayload { userErrors: [UserError!]! }
`;
const graph = buildSchema(`${types}
  type Query {
    roadsDataSources: [GraphDataSource!]!
    parksDataSources: [GraphDataSource!]
    emptyDataSources: [GraphDataSource!]!
    brokenDataSources: [GraphDataSource!]!
    sourcesOf(name: ID!): [GraphDataSource!]!
    one: GraphDataSource!
  }
  type Mutation { recordGraphData(input: RecordGraphDataInput!): GraphDataPayload! }`);

const changedAt = "2025-11-14T02:00:00.000Z";
const told: Record<string, object[]> = {
  roadsDataSources: [
    { name: "roads.Road", changedAt },
    { name: "roads.Sign", changedAt: null },
  ],
  parksDataSources: [{ name: "parks.Unknown", changedAt }],
  emptyDataSources: [],
};

const ask: ExecuteOperation = async (query) => {
  const field = /\w+DataSources/.exec(query)?.[0] ?? "";
  const sources = told[field];
  return sources ? { data: { [field]: sources } } : { data: null, errors: [{ message: "It is down." }] };
};

it("records what each sector says, whatever becomes of the others", async () => {
  const recorded: unknown[] = [];
  const askAsAdmin: ExecuteOperation = async (_, variables) => {
    recorded.push(variables);
    const refused = JSON.stringify(variables).includes("Unknown");
    return { data: { recordGraphData: { userErrors: refused ? [{ message: "It is unknown." }] : [] } } };
  };
  expect(await recordGraphData({ schema: graph, ask, askAsAdmin })).toEqual([
    { field: "roadsDataSources", recorded: ["roads.Road"], problem: null },
    { field: "parksDataSources", recorded: [], problem: "It is unknown." },
    { field: "emptyDataSources", recorded: [], problem: null },
    { field: "brokenDataSources", recorded: [], problem: "It is down." },
  ]);
  expect(recorded).toEqual([
    { input: { sources: [{ name: "roads.Road", changedAt }] } },
    { input: { sources: [{ name: "parks.Unknown", changedAt }] } },
  ]);
});

it.each([
  ["without a catalogue", buildSchema(`${types} type Query { roadsDataSources: [GraphDataSource!]! }`)],
  ["without sources", buildSchema("type Query { a: Int } type Mutation { recordGraphData: Int }")],
])("asks nothing of a graph %s", async (_, schema) => {
  const neverAsked: ExecuteOperation = async (query) => {
    throw new Error(`Expected no question; got ${query}.`);
  };
  expect(await recordGraphData({ schema, ask: neverAsked, askAsAdmin: neverAsked })).toEqual([]);
});
