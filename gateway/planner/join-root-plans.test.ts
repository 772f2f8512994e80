import { joinRootPlans } from "./join-root-plans";
import { splitByRoots } from "./plan-by-roots";
import type { EntityFetch, PlanNode, QueryPlan, RootFetch } from "./query-plan";

const root = (subgraph: string, operation: string, variables: string[] = []): RootFetch => ({
  ...{ kind: "RootFetch", subgraph, operation, variables },
  ...{ isMutation: false, path: [], outputRewrites: [] },
});
const entities = (name: string): EntityFetch => ({
  ...{ kind: "EntityFetch", subgraph: "tasks", operation: `{${name}}`, variables: [] },
  ...{ paths: [[name]], requires: [], inputRewrites: [], outputRewrites: [] },
});
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: "Sequence", nodes });
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: "Parallel", nodes });

const cases: [name: string, plans: QueryPlan[], joined: QueryPlan][] = [
  [
    "asks a subgraph once for its own, and goes on beside each other",
    [
      sequence(root("units", "{units{code}}"), entities("units"), entities("more")),
      root("tasks", "query($n:Int){tasks(first:$n)}", ["n"]),
      sequence(root("units", "query($n:Int){unit(n:$n){code}}", ["n"]), entities("unit")),
      root("units", "query($n:Int$x:ID!){area(n:$n x:$x)}", ["n", "x"]),
    ],
    parallel(
      sequence(
        root("units", "query($n:Int $x:ID!){units{code} unit(n:$n){code} area(n:$n x:$x)}", ["n", "x"]),
        parallel(sequence(entities("units"), entities("more")), entities("unit")),
      ),
      root("tasks", "query($n:Int){tasks(first:$n)}", ["n"]),
    ),
  ],
  [
    "has nothing follow where nothing does",
    [root("units", "{units{code}}"), root("units", "{area}")],
    root("units", "{units{code} area}"),
  ],
  [
    "joins no plan that begins otherwise",
    [root("units", "{a}"), parallel(root("units", "{b}"), entities("b"))],
    undefined,
  ],
  ["joins no plan of nothing", [root("units", "{a}"), undefined], undefined],
  [
    "joins no variables of one name and several types",
    [root("units", "query($n:Int){a(n:$n)}"), root("units", "query($n:Int!){b(n:$n)}")],
    undefined,
  ],
  [
    "joins no fetch with fragments",
    [root("units", "{a}"), root("units", "{...B} fragment B on Query{b}")],
    undefined,
  ],
  [
    "joins no fetch below the root",
    [root("units", "{a}"), { ...root("units", "{b}"), path: ["c"] }],
    undefined,
  ],
];

it.each(cases)("%s", (_name, plans, joined) => {
  expect(joinRootPlans(plans)).toEqual(joined);
});

const isOfOne = (field: string) => field !== "shared";

it.each([
  [
    "query ($a: Int, $ab: ID!) {x: a(n: $a) b {c(n: $ab)} d}",
    ["query ($a: Int) {x: a(n: $a)}", "query ($ab: ID!) {b {c(n: $ab)}}", "query {d}"],
  ],
  ["query {a}", undefined],
  ["query {a shared}", undefined],
  ["query ($all: Boolean!) {a b @include(if: $all)}", undefined],
  ["query ($all: Boolean!) {a b ... @include(if: $all) {c}}", undefined],
  ["mutation {a b}", undefined],
])("splits %s by its fields", (operation, roots) => {
  expect(splitByRoots(operation, isOfOne)).toEqual(roots);
});
