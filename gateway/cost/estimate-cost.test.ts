import { buildSchema } from "graphql";
import type { JsonObject } from "../executor/json";
import { checkBudget, defaultBudgets } from "./budgets";
import { compileCost } from "./compile-cost";
import { actualCost, estimateCost } from "./estimate-cost";

const schema = buildSchema(`
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    ward(code: ID!): Ward
    wards(first: Int, last: Int, filter: Filter): Wards!
      @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
    months: [String!]! @listSize(assumedSize: 12)
    owners: [Owner!]!
  }
  type Mutation { close(id: ID!): Ward }
  input Filter { name: String @cost(weight: 2) inner: Filter }
  type Wards { nodes: [Ward!]! totalCount: Int! @cost(weight: 30) }
  type Ward @cost(weight: 3) { code: ID! stats(by: String @cost(weight: 4)): Stats! @cost(weight: 50) wards(first: Int = 5): [Ward!]! @listSize(slicingArguments: ["first"]) }
  type Stats { received: Int! }
  type Office { code: ID! wards: [Ward!]! }
  union Owner = Ward | Office
`);
const costOf = (text: string, variables: JsonObject = {}) =>
  estimateCost(compileCost(schema, text), variables);

const cases: [string, JsonObject, number, string | undefined][] = [
  ['query {ward(code: "1") {code}}', {}, 3, "ward"],
  // A connection, its nodes, and of each node what it holds.
  ["query {wards(first: 7) {nodes {code}}}", {}, 1 + 7 * 3, "wards.nodes"],
  ["query {wards {nodes {code} totalCount}}", {}, 1 + 20 * 3 + 30, "wards.nodes"],
  [
    "query ($n: Int) {wards(first: $n) {nodes {stats {received}}}}",
    { n: 4 },
    1 + 4 * (3 + 50 + 1),
    "wards.nodes.stats",
  ],
  ["query ($n: Int) {wards(first: $n) {nodes {code}}}", {}, 1 + 20 * 3, "wards.nodes"],
  ["query {wards(first: 2, last: 9) {nodes {code}}}", {}, 1 + 9 * 3, "wards.nodes"],
  ["query {wards(first: -5) {nodes {code}}}", {}, 1, "wards"],
  [
    "query {wards(first: 10) {nodes {wards(first: 10) {wards(first: 10) {code}}}}}",
    {},
    1 + 30 + 300 + 3_000,
    "wards.nodes.wards.wards",
  ],
  ["query {months}", {}, 0, undefined],
  ["query {owners {... on Office {wards {code}} ... on Ward {code}}}", {}, 20 + 20 * 20 * 3, "owners.wards"],
  [
    'query {wards(filter: {name: "a", inner: {name: "b"}}) {totalCount}}',
    {},
    1 + 2 + 1 + 2 + 1 + 30,
    "wards.totalCount",
  ],
  ['query {ward(code: "1") {stats(by: "day") {received}}}', {}, 3 + 50 + 4 + 1, "ward.stats"],
  ['mutation {close(id: "1") {code}}', {}, 10 + 3, "close"],
  [
    "query ($all: Boolean!) {... @include(if: $all) {wards {nodes {code}}} months @skip(if: $all)}",
    { all: false },
    0,
    undefined,
  ],
];
it.each(cases)("%s %j costs %d", (text, variables, cost, field) => {
  expect(costOf(text, variables)).toEqual({ cost, field });
});

it("what an operation did cost goes by what came", () => {
  const fields = compileCost(
    schema,
    "query {wards(first: 200) {nodes {code s: stats {received}} totalCount}}",
  );
  const ward = { code: "1", s: { received: 1 } };
  expect(actualCost(fields, { wards: { nodes: [ward, ward], totalCount: 2 } }, {})).toBe(
    1 + 30 + 2 * (3 + 50 + 1),
  );
  expect(actualCost(fields, { wards: null }, {})).toBe(0);
});

it("is refused beyond the role's budget, with what it costs, may cost, and where", () => {
  const analyst = { subject: "a", role: "analyst", organization: null } as const;
  const estimate = costOf("query {wards(first: 200) {nodes {wards(first: 200) {code}}}}");
  expect(() => checkBudget(estimate, defaultBudgets, { ...analyst, role: "public" })).toThrow(
    "The query may cost 120,601; the role public may ask for 10,000 at once. Most of it is wards.nodes.wards. Ask for fewer rows or fields.",
  );
  expect(() => checkBudget(estimate, defaultBudgets, analyst)).not.toThrow();
});
