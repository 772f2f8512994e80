import { type FetchGraph, fetchGraphOf } from "./fetch-graph";
import { mergeRequests } from "./merge-requests";
import type { EntityFetch, PlanNode, RootFetch } from "./query-plan";

function entities(subgraph: string, selected: string, ...places: string[]): EntityFetch {
  return {
    ...{
      kind: "EntityFetch",
      subgraph,
      variables: ["representations"],
      inputRewrites: [],
      outputRewrites: [],
    },
    operation: `query($representations:[_Any!]!){_entities(representations:$representations){...on Unit{${selected}}}}`,
    paths: places.map((place) => place.split(".")),
    requires: [{ kind: "InlineFragment", typeCondition: "Unit", selections: [] }],
  };
}

function withVariable(fetch: EntityFetch, name: string, type: string): EntityFetch {
  const operation = fetch.operation.replace("){", `,$${name}:${type}){`).replace("{x}", `{x(v:$${name})}`);
  return { ...fetch, operation, variables: [...fetch.variables, name] };
}

function root(subgraph: string): RootFetch {
  const fetch = { subgraph, operation: `{${subgraph}}`, variables: [], isMutation: false };
  return { kind: "RootFetch", ...fetch, path: [], outputRewrites: [] };
}

const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: "Parallel", nodes });
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: "Sequence", nodes });
const given = (variable: string, whenTrue: PlanNode): PlanNode => ({
  ...{ kind: "Condition", variable, whenTrue, whenFalse: undefined },
});

/** Each fetch as a line: its number, what it waits for, its subgraph and operation, and where its entities are. */
function lines(graph: FetchGraph): string[] {
  return graph.map(({ fetch, after, conditions }, number) => {
    const parts = fetch.kind === "MergedFetch" ? fetch.parts : fetch.kind === "EntityFetch" ? [fetch] : [];
    const paths = parts.map((part) => part.paths.map((path) => path.join(".")).join("+"));
    const switches = conditions.map(({ variable, value }) => ` ${variable}=${value}`).join("");
    return `${number}(${after}) ${fetch.subgraph} ${fetch.operation} ${paths.join(" ")}${switches}`.trim();
  });
}

const entitiesOf = (field: string) => `{_entities(representations:$representations){...on Unit{${field}}}}`;
const one = (field: string) => `query($representations:[_Any!]!)${entitiesOf(field)}`;
const both = (first: string, second: string, more = "") =>
  `query($representations0:[_Any!]!,$representations1:[_Any!]!${more})` +
  `{_entities0:_entities(representations:$representations0){...on Unit{${first}}}` +
  ` _entities1:_entities(representations:$representations1){...on Unit{${second}}}}`;

const cases: [name: string, plan: PlanNode, merged: string[]][] = [
  [
    "fetches that ask the same at the same step of different branches, as one list",
    parallel(
      sequence(root("units"), entities("tasks", "x", "a")),
      sequence(root("wards"), entities("tasks", "x", "b"), entities("infra", "y", "b.x")),
    ),
    ["0() units {units}", "1() wards {wards}", `2(0,1) tasks ${one("x")} a+b`, `3(2) infra ${one("y")} b.x`],
  ],
  [
    "those that ask for something else side by side",
    sequence(root("units"), parallel(entities("tasks", "x", "a"), entities("tasks", "y", "b", "c"))),
    ["0() units {units}", `1(0) tasks ${both("x", "y")} a b+c`],
  ],
  [
    "nothing of different steps",
    sequence(root("units"), entities("tasks", "x", "a"), entities("tasks", "y", "a.x")),
    ["0() units {units}", `1(0) tasks ${one("x")} a`, `2(1) tasks ${one("y")} a.x`],
  ],
  [
    "a fetch that nobody waits for with a later one of the same entities",
    sequence(
      root("units"),
      parallel(
        entities("tasks", "x", "a"),
        sequence(entities("infra", "z", "a"), entities("tasks", "y", "a")),
      ),
    ),
    ["0() units {units}", `1(0) infra ${one("z")} a`, `2(0,1) tasks ${both("x", "y")} a a`],
  ],
  [
    "no fetch with a later one of other entities",
    sequence(
      root("units"),
      parallel(
        entities("tasks", "x", "b"),
        sequence(entities("infra", "z", "a"), entities("tasks", "y", "a")),
      ),
    ),
    ["0() units {units}", `1(0) tasks ${one("x")} b`, `2(0) infra ${one("z")} a`, `3(2) tasks ${one("y")} a`],
  ],
  [
    "the client's variables once",
    parallel(
      withVariable(entities("tasks", "x", "a"), "v", "Int"),
      withVariable(entities("tasks", "x}...on Ward{y", "b"), "v", "Int"),
    ),
    [`0() tasks ${both("x(v:$v)", "x(v:$v)}...on Ward{y", ",$v:Int")} a b`],
  ],
  [
    "nothing whose variables would be taken for each other",
    parallel(
      withVariable(entities("tasks", "x", "a"), "v", "Int"),
      withVariable(entities("tasks", "x", "b"), "v", "Int=1"),
    ),
    [
      `0() tasks query($representations:[_Any!]!,$v:Int)${entitiesOf("x(v:$v)")} a`,
      `1() tasks query($representations:[_Any!]!,$v:Int=1)${entitiesOf("x(v:$v)")} b`,
    ],
  ],
  [
    "what is made by the same switches, and nothing else",
    parallel(
      given("s", entities("tasks", "x", "a")),
      given("s", entities("tasks", "y", "b")),
      given("t", entities("tasks", "z", "c")),
    ),
    [`0() tasks ${both("x", "y")} a b s=true`, `1() tasks ${one("z")} c t=true`],
  ],
];

it.each(cases)("merges %s", (_name, plan, merged) => {
  expect(lines(mergeRequests(fetchGraphOf(plan)))).toEqual(merged);
});

it("keeps a plan's order: whatever waits is after a switched step on either side", () => {
  const plan = sequence(root("units"), given("s", entities("tasks", "x", "a")), entities("infra", "y", "a"));
  expect(fetchGraphOf(plan).map(({ after, conditions }) => [after, conditions])).toEqual([
    [[], []],
    [[0], [{ variable: "s", value: true }]],
    [[1, 0], []],
  ]);
});
