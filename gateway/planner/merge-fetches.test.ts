import { mergeFetches } from "./merge-fetches";
import type { EntityFetch, PlanNode, RootFetch } from "./query-plan";

function entities(subgraph: string, field: string, ...places: string[]): EntityFetch {
  return {
    ...{ kind: "EntityFetch", subgraph, variables: [], inputRewrites: [], outputRewrites: [] },
    operation: `query($representations:[_Any!]!){_entities(representations:$representations){...on Unit{${field}}}}`,
    paths: places.map((place) => place.split(".")),
    requires: [{ kind: "InlineFragment", typeCondition: "Unit", selections: [] }],
  };
}
const root: RootFetch = {
  ...{ kind: "RootFetch", subgraph: "units", operation: "{a b}", variables: [], isMutation: false },
  ...{ path: [], outputRewrites: [] },
};
const parallel = (...nodes: PlanNode[]): PlanNode => ({ kind: "Parallel", nodes });
const sequence = (...nodes: PlanNode[]): PlanNode => ({ kind: "Sequence", nodes });

const cases: [string, PlanNode, PlanNode][] = [
  [
    "one fetch at several places",
    sequence(
      root,
      parallel(entities("tasks", "x", "a"), entities("infra", "x", "a"), entities("tasks", "x", "b.@")),
    ),
    sequence(root, parallel(entities("tasks", "x", "a", "b.@"), entities("infra", "x", "a"))),
  ],
  [
    "fetches that follow one another, step by step",
    parallel(
      sequence(entities("tasks", "x", "a"), entities("infra", "y", "a.x")),
      sequence(entities("tasks", "x", "b"), entities("infra", "y", "b.x")),
      sequence(entities("tasks", "x", "c"), entities("infra", "z", "c.x")),
    ),
    parallel(
      sequence(entities("tasks", "x", "a", "b"), entities("infra", "y", "a.x", "b.x")),
      sequence(entities("tasks", "x", "c"), entities("infra", "z", "c.x")),
    ),
  ],
  [
    "within conditions, and all of a parallel step",
    {
      kind: "Condition",
      variable: "v",
      whenTrue: parallel(entities("tasks", "x", "a"), entities("tasks", "x", "b")),
      whenFalse: undefined,
    },
    { kind: "Condition", variable: "v", whenTrue: entities("tasks", "x", "a", "b"), whenFalse: undefined },
  ],
];

it.each(cases)("merges %s", (_case, plan, merged) => {
  expect(mergeFetches(plan)).toEqual(merged);
});

it("leaves apart what asks for something else, or is one after the other", () => {
  const plan = sequence(
    root,
    entities("tasks", "x", "a"),
    entities("tasks", "x", "b"),
    parallel(
      entities("tasks", "y", "a"),
      { ...entities("tasks", "y", "b"), variables: ["n"] },
      { ...entities("tasks", "y", "c"), requires: [] },
      { kind: "Condition", variable: "v", whenTrue: entities("tasks", "y", "d"), whenFalse: undefined },
      root,
      root,
    ),
  );
  expect(mergeFetches(plan)).toEqual(plan);
});
