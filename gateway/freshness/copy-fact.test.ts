import { buildSchema } from "graphql";
import { copyFact } from "./copy-fact";
import type { ExecuteOperation } from "./execute-as";

const types = `
  scalar DateTime
  type Road { code: ID! }
  type Change { name: ID! changedAt: DateTime }
  type Closure { road: Road! closed: Boolean! }
  input RecordInput { rows: [ID!]! }
  type UserError { message: String! }
  type Payload { userErrors: [UserError!]! }
`;
const queries = `type Query {
  roadChanges: [Change!]!
  parkChanges: [Change!]
  emptyChanges: [Change!]!
  brokenChanges: [Change!]!
  changesOf(name: ID!): [Change!]!
  one: Change!
  closures: [Closure!]!
}`;
const mutations = "type Mutation { record(input: RecordInput!): Payload! }";
const schema = buildSchema(types + queries + mutations);

const to = { mutation: "record", list: "rows" };
const changes = {
  ...{ name: "changes", from: { type: "Change" }, selection: "{ name changedAt }", to },
  afterMutations: false,
};
const closures = {
  ...{ name: "closures", from: { field: "closures" }, selection: "{ road { code } closed }", to },
  afterMutations: true,
};

const changedAt = "2025-11-14T02:00:00.000Z";
const rows: Record<string, object[]> = {
  roadChanges: [
    { name: "Road", changedAt },
    { name: "Sign", changedAt: null },
  ],
  parkChanges: [{ name: "Unknown", changedAt }],
  emptyChanges: [],
  closures: [{ road: { code: "QL1" }, closed: true }],
};
const read: ExecuteOperation = async (query) => {
  const [, field = ""] = /\{ (\w+)/.exec(query) ?? [];
  const given = rows[field];
  return given ? { data: { [field]: given } } : { data: null, errors: [{ message: "It is down." }] };
};

/** Takes what is written into a list, and refuses what is not known. */
function writeInto(written: unknown[]): ExecuteOperation {
  return async (_, variables) => {
    written.push(variables);
    const refused = JSON.stringify(variables).includes("Unknown");
    return { data: { record: { userErrors: refused ? [{ message: "It is unknown." }] : [] } } };
  };
}

const subgraphsOf = (field: string) => (field === "one" ? [] : [field]);

it("copies what each field of the type gives, whatever becomes of the others", async () => {
  const written: unknown[] = [];
  expect(await copyFact({ schema, subgraphsOf, read, write: writeInto(written) }, changes)).toEqual([
    { field: "roadChanges", rows: 1, problem: null },
    { field: "parkChanges", rows: 0, problem: "It is unknown." },
    { field: "emptyChanges", rows: 0, problem: null },
    { field: "brokenChanges", rows: 0, problem: "It is down." },
  ]);
  expect(written).toEqual([
    { input: { rows: [{ name: "Road", changedAt }] } },
    { input: { rows: [{ name: "Unknown", changedAt }] } },
  ]);
});

it("writes a row once, a reference as its key, and again what was refused", async () => {
  const written: unknown[] = [];
  const last = new Map<string, string>();
  const copy = (write: ExecuteOperation) => copyFact({ schema, subgraphsOf, read, write }, closures, last);
  const refuse: ExecuteOperation = async () => ({
    data: { record: { userErrors: [{ message: "Not now." }] } },
  });
  expect(await copy(refuse)).toEqual([{ field: "closures", rows: 0, problem: "Not now." }]);
  expect(await copy(writeInto(written))).toEqual([{ field: "closures", rows: 1, problem: null }]);
  expect(await copy(writeInto(written))).toEqual([{ field: "closures", rows: 0, problem: null }]);
  expect(written).toEqual([{ input: { rows: [{ road: "QL1", closed: true }] } }]);
});

it.each([
  ["without who stores it", queries],
  ["without who owns it", `type Query { one: Change } ${mutations}`],
])("executes nothing on a graph %s", async (_, fields) => {
  const never: ExecuteOperation = async (query) => {
    throw new Error(`Expected no operation; got ${query}.`);
  };
  const access = { schema: buildSchema(types + fields), subgraphsOf, read: never, write: never };
  expect([await copyFact(access, changes), await copyFact(access, closures)]).toEqual([[], []]);
});

describe("a subgraph that gives rows of what it does not own", () => {
  const owned = { ...changes, from: { field: "changesByAll" }, ownedBy: "name" };
  const given = [
    "roads.Road",
    "parks.Park",
    "roadside.Sign",
    "roads",
    "ROADS.Road",
    "parks.Tree",
    "parks.Lake",
  ];
  const access = (written: unknown[], subgraphs: string[]) => ({
    schema: buildSchema(`${types} type Query { changesByAll: [Change!] } ${mutations}`),
    subgraphsOf: () => subgraphs,
    read: async () => ({ data: { changesByAll: given.map((name) => ({ name, changedAt })) } }),
    write: writeInto(written),
  });

  it("has its own copied, and the others named", async () => {
    const written: unknown[] = [];
    expect(await copyFact(access(written, ["roads"]), owned)).toEqual([
      {
        field: "changesByAll",
        rows: 1,
        problem:
          "Expected rows of roads.* from roads; it also gave parks.Park, roadside.Sign, roads and 3 more, which it does not own.",
      },
    ]);
    expect(written).toEqual([{ input: { rows: [{ name: "roads.Road", changedAt }] } }]);
  });

  it("has nothing copied where several may have answered", async () => {
    const written: unknown[] = [];
    const [copy] = await copyFact(access(written, ["roads", "parks"]), owned);
    expect(copy).toMatchObject({
      rows: 0,
      problem: expect.stringMatching(/^Expected rows of one subgraph from roads or parks;/),
    });
    expect(written).toEqual([]);
  });
});
