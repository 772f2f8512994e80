import { planByShape } from "./plan-by-shape";
import type { EntityFetch, QueryPlan, RootFetch } from "./query-plan";

const unit = { kind: "InlineFragment", typeCondition: "Unit", selections: [] } as const;

/** A plan whose operations are written as the planner's are: minified, each with the variables that it uses. */
function plannerOf(write: (operation: string) => QueryPlan) {
  const planned: string[] = [];
  const planner = planByShape({
    plan(operation) {
      planned.push(operation);
      return write(operation);
    },
  });
  return { planned, plan: (operation: string) => planner.plan(operation) };
}

function rootFetch(operation: string, variables: string[]): RootFetch {
  return {
    kind: "RootFetch",
    subgraph: "units",
    operation,
    variables,
    isMutation: false,
    path: [],
    outputRewrites: [],
  };
}

function entityFetch(operation: string, variables: string[]): EntityFetch {
  const rewrites = { inputRewrites: [], outputRewrites: [] };
  return {
    kind: "EntityFetch",
    subgraph: "tasks",
    operation,
    variables,
    paths: [["u"]],
    requires: [unit],
    ...rewrites,
  };
}

it("plans once what differs in literals, and writes each operation's own into its plan", () => {
  const { planned, plan } = plannerOf(() => ({
    kind: "Sequence",
    nodes: [
      rootFetch("query($literal0:String){u:unit(code:$literal0){__typename code}}", ["literal0"]),
      {
        kind: "Condition",
        variable: "all",
        whenTrue: entityFetch(
          "query($representations:[_Any!]!$n:Int$literal1:String$literal0:String){_entities(representations:$representations){...on Unit{a:tasks(first:$n days:$literal1 code:$literal0)}}}",
          ["n", "literal1", "literal0"],
        ),
        whenFalse: undefined,
      },
      entityFetch(
        "query($representations:[_Any!]!){_entities(representations:$representations){...on Unit{name}}}",
        [],
      ),
    ],
  }));
  const operationOf = (code: string, days: string) =>
    `query ($all: Boolean!, $n: Int = 3) {u: unit(code: ${code}) {name ... @include(if: $all) {a: tasks(code: ${code}, days: ${days}, first: $n)}}}`;
  const literals: [code: string, days: string][] = [
    ['"00004"', '["2025-11-14", "2025-11-15"]'],
    ['") {$literal0:String"', "{at: {to: null, from: 1.50}}"],
    ["4", "[]"],
  ];
  const plans = literals.map(([code, days]) => plan(operationOf(code, days)));
  expect(planned).toEqual([
    "query ($all: Boolean! $n: Int = 3 $literal0: String $literal1: String) {u: unit(code: $literal0) {name ... @include(if: $all) {a: tasks(code: $literal0, days: $literal1, first: $n)}}}",
    // A text of the client's that has such a name in it gets others.
    "query ($all: Boolean! $n: Int = 3 $literal_0: String $literal_1: String) {u: unit(code: $literal_0) {name ... @include(if: $all) {a: tasks(code: $literal_0, days: $literal_1, first: $n)}}}",
  ]);
  expect(plans[0]).toEqual({
    kind: "Sequence",
    nodes: [
      rootFetch('query{u:unit(code:"00004"){__typename code}}', []),
      {
        kind: "Condition",
        variable: "all",
        whenTrue: entityFetch(
          'query($representations:[_Any!]!$n:Int){_entities(representations:$representations){...on Unit{a:tasks(first:$n days:["2025-11-14", "2025-11-15"] code:"00004")}}}',
          ["n"],
        ),
        whenFalse: undefined,
      },
      entityFetch(
        "query($representations:[_Any!]!){_entities(representations:$representations){...on Unit{name}}}",
        [],
      ),
    ],
  });
  expect(plans[2]).toMatchObject({
    nodes: [{ operation: "query{u:unit(code:4){__typename code}}" }, {}, {}],
  });
});

it("plans apart what differs in more: which literals are equal, variables within values, fields", () => {
  const { planned, plan } = plannerOf((operation) => rootFetch(operation, []));
  for (const operation of [
    "query {a(x: 1) b(x: 1)}",
    "query {a(x: 2) b(x: 2)}",
    "query {a(x: 1) b(x: 2)}",
    "query ($y: Int) {a(x: {y: $y, z: 1})}",
    "query ($y: Int) {a(x: {y: $y, z: 2})}",
    "query {a}",
    "query {a}",
  ]) {
    plan(operation);
  }
  expect(planned).toEqual([
    "query ($literal0: String) {a(x: $literal0) b(x: $literal0)}",
    "query ($literal0: String $literal1: String) {a(x: $literal0) b(x: $literal1)}",
    "query ($y: Int) {a(x: {y: $y, z: 1})}",
    "query ($y: Int) {a(x: {y: $y, z: 2})}",
    "query {a}",
  ]);
});
