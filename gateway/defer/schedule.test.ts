import { buildSchema } from "graphql";
import type { Execution } from "../executor/execution";
import type { EntityFetch, QueryPlan, RootFetch } from "../planner/query-plan";
import { compileSchedule } from "./schedule";

const schema = buildSchema(
  "type Query { ward: Ward other: Ward } type Ward { code: ID! unit: Unit slow: Int } type Unit { code: ID! size: Int }",
);

function root(name: string, isMutation = false): RootFetch {
  const fetch = { subgraph: name, operation: name, variables: [], path: [], outputRewrites: [] };
  return { kind: "RootFetch", isMutation, ...fetch };
}

function entities(name: string, paths: string[][], field: string): EntityFetch {
  const selections = ["__typename", field].map((each) => ({ kind: "Field", name: each }) as const);
  return {
    ...{ kind: "EntityFetch", subgraph: name, operation: name, variables: [], paths },
    requires: ["Ward", "Unit"].map((typeCondition) => ({
      kind: "InlineFragment",
      typeCondition,
      selections,
    })),
    ...{ inputRewrites: [], outputRewrites: [] },
  };
}

/** A run of a plan of which each fetch ends when the test says so, with what it brings. */
function run(plan: QueryPlan, conditions = new Map<string, boolean>()) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const execution: Execution = {
    ...{ variables: {}, conditions, data: {}, errors: [], failures: new Map(), received: 0 },
    ask: () => Promise.reject(new Error("Expected no request.")),
  };
  const schedule = compileSchedule(plan, schema, ({ subgraph }) => () => {
    begun.push(subgraph);
    const { promise, resolve } = Promise.withResolvers<void>();
    ends.set(subgraph, resolve);
    return promise;
  });
  let [isDone, isAwaited] = [false, true];
  const done = schedule(execution, { moved: () => {}, isAwaited: () => isAwaited }).then(() => {
    isDone = true;
  });
  return {
    ...{ begun, execution, done, isDone: () => isDone },
    leave() {
      isAwaited = false;
    },
    async end(name: string, data: object = {}) {
      Object.assign(execution.data, data);
      ends.get(name)?.();
      await new Promise(setImmediate);
    },
  };
}

const ward = { ward: { __typename: "Ward", code: "1" } };
const plan: QueryPlan = {
  kind: "Sequence",
  nodes: [
    root("wards"),
    {
      kind: "Parallel",
      nodes: [entities("slow", [["ward"]], "code"), entities("units", [["ward"]], "code")],
    },
    entities("sizes", [["ward", "unit"]], "code"),
  ],
};

it("begins a fetch when what it is made from has come, whatever else stands before it in the plan", async () => {
  const { begun, end, isDone } = run(plan);
  expect(begun).toEqual(["wards"]);
  await end("wards", { ward: { ...ward.ward } });
  expect(begun).toEqual(["wards", "slow", "units"]);
  await end("units", { ward: { ...ward.ward, unit: { __typename: "Unit", code: "2" } } });
  expect(begun).toEqual(["wards", "slow", "units", "sizes"]);
  await end("sizes");
  expect(isDone()).toBe(false);
  await end("slow");
  expect(isDone()).toBe(true);
});

it("begins a fetch in the plan's order where what it is made from never comes", async () => {
  const { begun, end, done } = run(plan);
  await end("wards", ward);
  await end("units");
  expect(begun).toEqual(["wards", "slow", "units"]);
  await end("slow");
  expect(begun).toEqual(["wards", "slow", "units", "sizes"]);
  await end("sizes");
  await done;
});

it("waits for a type that may still be told", async () => {
  const { begun, end } = run(plan);
  await end("wards", { ward: { code: "1" } });
  expect(begun).toEqual(["wards", "slow", "units"]);
  await end("units", { ward: { code: "1", unit: { code: "2" } } });
  expect(begun).toEqual(["wards", "slow", "units"]);
});

it("does not wait for what has failed to come", async () => {
  const { begun, end, execution } = run(plan);
  await end("wards", { ward: { ...ward.ward } });
  const { ward: failed } = execution.data;
  execution.failures.set(Object(failed), [{ fields: new Set(["unit"]) }]);
  await end("units");
  expect(begun).toEqual(["wards", "slow", "units", "sizes"]);
});

it("begins nothing more that nobody waits for", async () => {
  const { begun, end, done, leave } = run(plan);
  leave();
  await end("wards", ward);
  expect(begun).toEqual(["wards"]);
  await done;
});

it("keeps to the order of a mutation, whatever has come, and makes it whole, whoever waits", async () => {
  const reads = ["reads", "reads again"].map((name) => entities(name, [["ward"]], "code"));
  const nodes = [root("first", true), ...reads, root("second", true)];
  const { begun, end, done, leave } = run({ kind: "Sequence", nodes });
  leave();
  expect(begun).toEqual(["first"]);
  await end("first", ward);
  expect(begun).toEqual(["first", "reads"]);
  await end("reads");
  expect(begun).toEqual(["first", "reads", "reads again"]);
  await end("reads again");
  expect(begun).toEqual(["first", "reads", "reads again", "second"]);
  await end("second");
  await done;
});

it("goes the way that variables say, and is done at once where there is nothing to do", async () => {
  const both: QueryPlan = {
    kind: "Condition",
    variable: "all",
    whenTrue: root("all"),
    whenFalse: root("few"),
  };
  expect(run(both, new Map([["all", true]])).begun).toEqual(["all"]);
  expect(run(both, new Map([["all", false]])).begun).toEqual(["few"]);
  await run(undefined).done;
});
