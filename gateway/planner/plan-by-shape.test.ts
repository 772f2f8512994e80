import { buildSchema } from "graphql";
import type { StandIn } from "./equivalent-leaves";
import { planByShape } from "./plan-by-shape";
import type { EntityFetch, QueryPlan, RootFetch } from "./query-plan";

const schema = buildSchema(`
  input Period { to: String from: Float }
  type Unit { name: String area: Float kind: String population: Int tasks(first: Int, days: [String!], at: Period, code: ID): [Unit!] }
  type Query { unit(code: ID!): Unit a(x: Int!): Int b(x: Int, y: Float): Int c(at: Period): Int }
`);

const standIn: StandIn = (type, field) =>
  type === "Unit" && ["area", "kind", "population"].includes(field) ? "area" : undefined;

/** A planner that keeps what it was asked to plan, behind `planByShape`. */
function plannerOf(write: (operation: string) => QueryPlan) {
  const planned: string[] = [];
  const planner = {
    plan(operation: string) {
      planned.push(operation);
      return write(operation);
    },
  };
  return { planned, plan: planByShape(planner, schema, standIn).plan };
}

function rootFetch(operation: string, variables: string[]): RootFetch {
  const rest = { isMutation: false, path: [], outputRewrites: [] };
  return { kind: "RootFetch", subgraph: "units", operation, variables, ...rest };
}

function entityFetch(operation: string, variables: string[]): EntityFetch {
  const rest = { paths: [["u"]], requires: [], inputRewrites: [], outputRewrites: [] };
  return { kind: "EntityFetch", subgraph: "tasks", operation, variables, ...rest };
}

it("plans once what differs in literals, and writes each operation's own into its plan", () => {
  const name =
    "query($representations:[_Any!]!){_entities(representations:$representations){...on Unit{name}}}";
  const tasks = (variables: string, values: string) =>
    `query($representations:[_Any!]!$n:Int${variables}){_entities(representations:$representations){...on Unit{a:tasks(${values} first:$n)}}}`;
  // As the planner writes: minified, each operation with the variables that it uses.
  const { planned, plan } = plannerOf((operation) => {
    const mark = /shape_*/.exec(operation)?.[0];
    const root = `query($${mark}0:ID!){u:unit(code:$${mark}0){__typename code}}`;
    const values = `code:$${mark}0 days:$${mark}1`;
    const whenTrue = entityFetch(tasks(`$${mark}1:[String!]!$${mark}0:ID!`, values), [
      "n",
      `${mark}1`,
      `${mark}0`,
    ]);
    return {
      kind: "Sequence",
      nodes: [
        rootFetch(root, [`${mark}0`]),
        { kind: "Condition", variable: "all", whenTrue, whenFalse: undefined },
        entityFetch(name, []),
      ],
    };
  });
  const planOf = (code: string, days: string) =>
    plan(
      `query ($all: Boolean!, $n: Int = 3) {u: unit(code: ${code}) {name ... @include(if: $all) {a: tasks(code: ${code}, days: ${days}, first: $n)}}}`,
    );
  const expected = (code: string, days: string) => ({
    kind: "Sequence",
    nodes: [
      rootFetch(`query{u:unit(code:${code}){__typename code}}`, []),
      {
        kind: "Condition",
        variable: "all",
        whenTrue: entityFetch(tasks("", `code:${code} days:${days}`), ["n"]),
        whenFalse: undefined,
      },
      entityFetch(name, []),
    ],
  });
  const literals: [code: string, days: string][] = [
    ['"00004"', '["2025-11-14", "2025-11-15"]'],
    ["4", "[]"],
    ['") {$shape0:ID!"', '"$&"'],
  ];
  for (const [code, days] of literals) expect(planOf(code, days)).toEqual(expected(code, days));
  const shape = (mark: string) =>
    `query ($all: Boolean!, $n: Int = 3, $${mark}0: ID!, $${mark}1: [String!]!) {u: unit(code: $${mark}0) {name ... @include(if: $all) {a: tasks(code: $${mark}0, days: $${mark}1, first: $n)}}}`;
  // Where a text of the client's has such a name in it, the variables get another.
  expect(planned).toEqual([shape("shape"), shape("shape_")]);
});

it("plans apart what differs in more: which literals are equal, null, variables within values, fields", () => {
  const { planned, plan } = plannerOf((operation) => rootFetch(operation, []));
  for (const operation of [
    "query {a(x: 1) b(x: 1, y: 1)}",
    "query {a(x: 2) b(x: 2, y: 2)}",
    "query {a(x: 1) b(x: 2, y: 1)}",
    "query {b(x: null)}",
    "query ($y: Float) {c(at: {from: $y, to: null})}",
    'query ($y: Float) {c(at: {from: $y, to: "x"})}',
    'query ($y: Float) {c(at: {from: 1.5, to: "x"})}',
    "query {unit}",
    "query {unit}",
  ]) {
    plan(operation);
  }
  expect(planned).toEqual([
    "query ($shape0: Int!, $shape1: Float!) {a(x: $shape0) b(x: $shape0, y: $shape1)}",
    "query ($shape0: Int!, $shape1: Int!, $shape2: Float!) {a(x: $shape0) b(x: $shape1, y: $shape2)}",
    "query {b(x: null)}",
    "query ($y: Float) {c(at: {from: $y, to: null})}",
    'query ($y: Float) {c(at: {from: $y, to: "x"})}',
    "query ($y: Float, $shape0: Period!) {c(at: $shape0)}",
    "query {unit}",
  ]);
});

it("plans once what differs in leaves that are alike, and asks for each operation's own", () => {
  const { planned, plan } = plannerOf((operation) => {
    const mark = /shape_*/.exec(operation)?.[0];
    // As the planner writes, and as it is printed.
    const fetched = [`{u:unit{name tasks{${mark}0:area}${mark}1:area}}`, `{u:unit{${mark}1: area}}`];
    return { kind: "Parallel", nodes: fetched.map((text) => rootFetch(text, [])) };
  });
  const planOf = (ofUnit: string, ofTasks: string) =>
    plan(`query {u: unit {name tasks {${ofTasks}} ${ofUnit}}}`);
  const expected = (ofUnit: string, ofTasks: string) => ({
    kind: "Parallel",
    nodes: [rootFetch(`{u:unit{name tasks{${ofTasks}}${ofUnit}}}`, []), rootFetch(`{u:unit{${ofUnit}}}`, [])],
  });
  const chosen: [ofUnit: string, ofTasks: string][] = [
    ["kind population", "area"],
    ["area", "area kind population"],
    ["kind__s0: kind", "kind shape: area"],
  ];
  for (const [ofUnit, ofTasks] of chosen) expect(planOf(ofUnit, ofTasks)).toEqual(expected(ofUnit, ofTasks));
  expect(planned).toEqual([
    "query {u: unit {name tasks {shape0: area} shape1: area}}",
    "query {u: unit {name tasks {shape_0: area} shape_1: area}}",
  ]);
});

it("plans apart where there are alike leaves and where there are none, and those with conditions", () => {
  const { planned, plan } = plannerOf((operation) => rootFetch(operation, []));
  for (const operation of [
    "query {unit {name}}",
    "query {unit {kind name}}",
    "query ($all: Boolean!) {unit {... @include(if: $all) {kind} name}}",
    "query ($all: Boolean!) {unit {kind name population @include(if: $all)}}",
  ]) {
    plan(operation);
  }
  expect(planned).toEqual([
    "query {unit {name}}",
    "query {unit {name shape0: area}}",
    "query ($all: Boolean!) {unit {... @include(if: $all) {shape0: area} name}}",
    "query ($all: Boolean!) {unit {name population @include(if: $all) shape0: area}}",
  ]);
});
