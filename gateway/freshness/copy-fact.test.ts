import { buildSchema } from "graphql";
import type { AskGraph } from "./collect-and-record";
import { carryConnections } from "./copy-fact";

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
const tell: AskGraph = async () => ({ data: { serviceConnections: [connection] } });
const keepWith =
  (messages: string[], taken: unknown[] = []): AskGraph =>
  async (_, variables) => {
    taken.push(variables);
    return { data: { recordServiceConnections: { userErrors: messages.map((message) => ({ message })) } } };
  };

it("takes what is told to who keeps it, once", async () => {
  const taken: unknown[] = [];
  const access = { schema: graph, ask: tell, askAsAdmin: keepWith([], taken) };
  const first = await carryConnections(access, "");
  expect(first).toEqual({ told: expect.stringContaining("00004"), problem: null });
  expect(await carryConnections(access, first.told)).toEqual(first);
  expect(taken).toEqual([
    { input: { connections: [{ unit: "00004", connected: true, origin: "REPORTED" }] } },
  ]);
});

it("tries again what was refused, or what nobody answered", async () => {
  const refused = { schema: graph, ask: tell, askAsAdmin: keepWith(["It is unknown."]) };
  expect(await carryConnections(refused, "")).toEqual({ told: "", problem: "It is unknown." });
  const down: AskGraph = async () => ({ data: null, errors: [{ message: "It is down." }] });
  expect(await carryConnections({ ...refused, ask: down }, "x")).toEqual({
    told: "x",
    problem: "It is down.",
  });
});

it.each([
  ["without who tells", `type Query { a: Int } ${kept}`],
  ["without who keeps", told],
])("asks nothing of a graph %s", async (_, fields) => {
  const neverAsked: AskGraph = async (query) => {
    throw new Error(`Expected no question; got ${query}.`);
  };
  const access = { schema: buildSchema(types + fields), ask: neverAsked, askAsAdmin: neverAsked };
  expect(await carryConnections(access, "")).toEqual({ told: "", problem: null });
});
