import { buildSchema } from "graphql";
import type { ExecuteOperation } from "./collect-and-record";
import { copyFact } from "./copy-fact";

const types = `
  type AdministrativeUnit { code: ID! }
  type ServiceConnection { unit: AdministrativeUnit! connected: Boolean! origin: String! }
  input RecordServiceConnectionsInput { connections: [ID!]! }
  type UserError { message: String! }
  type Payload { userErrors: [UserError!]! }
`;
const told = "type Query { serviceConnections: [ServiceConnection!]! }";
const kept = "type Mutation { recordServiceConnections(input: RecordServiceConnectionsInput!): Payload }";
const graph = buildSchema(types + told + kept);
const connection = { unit: { code: "00004" }, connected: true, origin: "REPORTED" };
const tell: ExecuteOperation = async () => ({ data: { serviceConnections: [connection] } });
const keepWith =
  (messages: string[], taken: unknown[] = []): ExecuteOperation =>
  async (_, variables) => {
    taken.push(variables);
    return { data: { recordServiceConnections: { userErrors: messages.map((message) => ({ message })) } } };
  };

it("takes what is told to who keeps it, once", async () => {
  const taken: unknown[] = [];
  const access = { schema: graph, ask: tell, askAsAdmin: keepWith([], taken) };
  const first = await copyFact(access, "");
  expect(first).toEqual({ told: expect.stringContaining("00004"), problem: null });
  expect(await copyFact(access, first.told)).toEqual(first);
  expect(taken).toEqual([
    { input: { connections: [{ unit: "00004", connected: true, origin: "REPORTED" }] } },
  ]);
});

it("tries again what was refused, or what nobody answered", async () => {
  const refused = { schema: graph, ask: tell, askAsAdmin: keepWith(["It is unknown."]) };
  expect(await copyFact(refused, "")).toEqual({ told: "", problem: "It is unknown." });
  const down: ExecuteOperation = async () => ({ data: null, errors: [{ message: "It is down." }] });
  expect(await copyFact({ ...refused, ask: down }, "x")).toEqual({
    told: "x",
    problem: "It is down.",
  });
});

it.each([
  ["without who tells", `type Query { a: Int } ${kept}`],
  ["without who keeps", told],
])("asks nothing of a graph %s", async (_, fields) => {
  const neverAsked: ExecuteOperation = async (query) => {
    throw new Error(`Expected no question; got ${query}.`);
  };
  const access = { schema: buildSchema(types + fields), ask: neverAsked, askAsAdmin: neverAsked };
  expect(await copyFact(access, "")).toEqual({ told: "", problem: null });
});
