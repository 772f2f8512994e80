import { buildSchema, Kind, parse } from "graphql";
import { fixedClock } from "../../shared/base/clock/clock";
import type { JsonObject } from "../values/json";
import { checkBudget, defaultBudgets } from "./budgets";
import { compileFetchCost, compileOperationCost, selectionCost } from "./operation-cost";

const schema = buildSchema(`
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  type Query {
    ward(code: ID!, note: String): Ward
    wards(first: Int, last: Int, filter: Filter): Wards!
      @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes"], requireOneSlicingArgument: false)
    months: [String!]! @listSize(assumedSize: 12)
    owners: [Owner!]!
    stats(first: Int! = 1000, groupBy: [By!]! = [], filter: Filter, timeBucket: Bucketing): Groups!
      @cost(weight: 50) @listSize(slicingArguments: ["first"], sizedFields: ["rows"], requireOneSlicingArgument: false)
    series(from: String!, to: String!, grain: Grain! = WEEK): [Ward!]!
  }
  type Mutation { close(id: ID!, input: Filter): Ward }
  enum By { WARD KIND YEAR }
  enum Grain { DAY WEEK MONTH }
  input Bucketing { grain: Grain! }
  input Filter { name: String @cost(weight: 2) inner: Filter codes: [ID!] on: Range }
  input Range { gte: String lt: String }
  type Wards { nodes: [Ward!]! totalCount: Int! @cost(weight: 30) }
  type Ward @cost(weight: 3) { code: ID! stats(by: String @cost(weight: 4)): Stats! @cost(weight: 50) wards(first: Int = 5): [Ward!]! @listSize(slicingArguments: ["first"]) }
  type Stats { received: Int! }
  type Groups { rows: [Stats!]! totals: Stats! }
  type Office { code: ID! wards: [Ward!]! }
  union Owner = Ward | Office
`);

const clock = fixedClock("2025-11-14T12:00:00+07:00");

function costOf(text: string, fetchedText = text, selections = 0, isPlain = false) {
  const definitions = parse(text).definitions;
  const definition = definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (!definition) throw new Error("Expected an operation.");
  const fragments = new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  const fetched = compileFetchCost(schema, fetchedText, clock);
  return compileOperationCost({ schema, fetched, definition, fragments, selections, isPlain, clock });
}

/** What is fetched, how many values are written, and where most is fetched. */
const cases: [string, JsonObject, number, number, string][] = [
  ['query {ward(code: "1") {code}}', {}, 3, 2, "ward"],
  // A connection, its nodes, and of each node what it holds.
  ["query {wards(first: 7) {nodes {code}}}", {}, 1 + 7 * 3, 1 + 7 * 2, "wards.nodes"],
  ["query {wards {nodes {code} totalCount}}", {}, 1 + 20 * 3 + 30, 2 + 20 * 2, "wards.nodes"],
  ["query ($n: Int) {wards(first: $n) {nodes {code}}}", { n: 4 }, 1 + 4 * 3, 1 + 4 * 2, "wards.nodes"],
  ["query ($n: Int) {wards(first: $n) {nodes {code}}}", {}, 1 + 20 * 3, 1 + 20 * 2, "wards.nodes"],
  ["query {wards(first: 2, last: 9) {nodes {code}}}", {}, 1 + 9 * 3, 1 + 9 * 2, "wards.nodes"],
  ["query {wards(first: -5) {nodes {code}}}", {}, 1, 1, "wards"],
  [
    "query {wards(first: 9) {nodes {stats(by: 1) {received}}}}",
    {},
    1 + 9 * (3 + 50 + 4 + 1),
    1 + 9 * 3,
    "wards.nodes.stats",
  ],
  [
    "query {wards(first: 10) {nodes {wards(first: 10) {wards {code}}}}}",
    {},
    1 + 30 + 300 + 1_500,
    1 + 10 + 100 + 500 * 2,
    "wards.nodes.wards.wards",
  ],
  ["query {months}", {}, 0, 12, "months"],
  [
    "query {owners {... on Office {wards {code}} ... on Ward {code}}}",
    {},
    20 + 20 * 20 * 3,
    20 + 20 * (1 + 20 * 2),
    "owners.wards",
  ],
  // Arguments, in the text and in variables: each object and value, however deep.
  [
    'query {wards(filter: {name: "a", inner: {name: "b", codes: ["1", "2"]}}) {totalCount}}',
    {},
    1 + 2 + 1 + 2 + 0.2 + 1 + 30,
    2,
    "wards.totalCount",
  ],
  [
    "query ($f: Filter) {wards(filter: $f) {totalCount}}",
    { f: { name: "a", inner: { inner: { inner: {} } } } },
    1 + 2 + 3 + 1 + 30,
    2,
    "wards.totalCount",
  ],
  [
    "query ($name: String) {wards(filter: {name: $name}) {totalCount}}",
    { name: "x".repeat(5_500) },
    1 + 2 + 5 + 1 + 30,
    2,
    "wards.totalCount",
  ],
  ['mutation {close(id: "1") {code}}', {}, 10 + 3, 2, "close"],
  ["mutation ($f: Filter) {close(id: 1, input: $f) {code}}", { f: { codes: ["1"] } }, 14.1, 2, "close"],
  [
    "query ($all: Boolean!) {... @include(if: $all) {wards {nodes {code}}} months @skip(if: $all)}",
    { all: false },
    0,
    12,
    "months",
  ],
  // A statistic: rows that are told, and groups that are found.
  ["query {stats {totals {received}}}", {}, 50 + 0.4 + 2, 3, "stats"],
  ["query {stats {rows {received}}}", {}, 50 + 0.4 + 1 + 1, 3, "stats"],
  [
    "query {stats(groupBy: [WARD, WARD]) {rows {received}}}",
    {},
    50 + 0.2 + 4 + 1_001,
    1 + 2_000,
    "stats.rows",
  ],
  [
    "query ($b: Grain!) {stats(timeBucket: {grain: $b}, filter: {on: {gte: 2020-01-01}}) {totals {received}}}".replace(
      "2020-01-01",
      '"2020-01-01", lt: "2020-12-31"',
    ),
    { b: "DAY" },
    50 + 1 + 1 + 1 + 366 * 0.4 + 2,
    3,
    "stats",
  ],
  // A range without an end goes up to now.
  [
    "query ($b: Bucketing!) {stats(timeBucket: $b, filter: {on: {gte: TEN_DAYS_AGO}}) {rows {received}}}".replace(
      "TEN_DAYS_AGO",
      '"2025-11-04T05:00:00Z"',
    ),
    { b: { grain: "DAY" } },
    50 + 1 + 1 + 1 + 11 * 0.4 + 1 + 11,
    1 + 2 * 11,
    "stats",
  ],
  ['query {series(from: "2025-01-06", to: "2025-03-03", grain: WEEK) {code}}', {}, 9 * 3, 9 * 2, "series"],
];
it.each(cases)("%s", (text, variables, fetched, written, most) => {
  // What is written is told from the fetched operation where both have the same fields.
  for (const isPlain of [false, true]) {
    const estimate = costOf(text, text, 0, isPlain).estimate(variables);
    expect(estimate.cost).toBeCloseTo(fetched + written * 0.02, 6);
    expect(estimate.most).toBe(most);
  }
});

it("is fetched once whatever the aliases, written once for each, and read as a text", () => {
  const text = "{a: wards(first: 200) {...W} b: wards(first: 200) {...W}} fragment W on Wards {nodes {code}}";
  const fetched = "query {wards(first: 200) {nodes {code}}}";
  const { cost } = costOf(text, fetched, 8).estimate({});
  expect(cost).toBeCloseTo(8 * selectionCost + (1 + 200 * 3) + 2 * (1 + 200 * 2) * 0.02, 6);
});

it("of a schema's own lists goes by the schema", () => {
  const types = Object.keys(schema.getTypeMap()).length;
  const { cost } = costOf("{__schema {types {name}}}", "query {months}").estimate({});
  expect(cost).toBeCloseTo((1 + types * 2) * 0.02, 6);
});

it("did cost what came", () => {
  const text = "query {wards(first: 200) {nodes {code s: stats {received}} totalCount}}";
  const ward = { code: "1", s: { received: 1 } };
  const data = { wards: { nodes: [ward, ward], totalCount: 2 } };
  const cost = costOf(text, text, 6);
  expect(cost.actual(data, data, {})).toBeCloseTo(24 + 1 + 30 + 2 * (3 + 50 + 1) + (2 + 2 * 4) * 0.02, 6);
  expect(cost.actual({ wards: null }, { wards: null }, {})).toBe(24);
});

it("is refused beyond the role's budget, with what it costs, may cost, and where", () => {
  const estimate = costOf("query {wards(first: 200) {nodes {wards(first: 200) {code}}}}").estimate({});
  expect(() => checkBudget(estimate, defaultBudgets, "public")).toThrow(
    "The query may cost 122,206; the role public may ask for 10,000 at once. Most of it is wards.nodes.wards. Ask for fewer rows or fields.",
  );
  expect(() => checkBudget(estimate, defaultBudgets, "analyst")).not.toThrow();
});
