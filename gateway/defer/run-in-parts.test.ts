import { buildSchema, Kind, parse } from "graphql";
import type { Execution } from "../executor/execution";
import { createGraphNaming, createResponseNames } from "../normalise/response-names";
import { compileObject } from "../projection/compile-projection";
import { isDeferred } from "./deferred-fragments";
import { runInParts } from "./run-in-parts";

const schema = buildSchema(`
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { ward: Ward wards: [Ward] pet: Pet }
  type Ward { code: ID! name: String size: Int! unit: Unit }
  type Unit { code: ID! area: Int! }
  interface Pet { name: String }
  type Dog implements Pet { name: String tag: String! }
`);

/** A run of a query whose data comes when the test says so. */
function run(query: string) {
  const [definition] = parse(query).definitions;
  const type = schema.getQueryType();
  if (definition?.kind !== Kind.OPERATION_DEFINITION || !type) throw new Error("Expected a query.");
  const conditions = new Map<string, boolean>();
  const selected = {
    ...{ schema, supergraph: schema, fragments: new Map(), conditions },
    names: createResponseNames(createGraphNaming(schema, schema), []),
    isDeferred: (node: Parameters<typeof isDeferred>[0]) => isDeferred(node, conditions),
  };
  const execution: Execution = {
    ...{ variables: {}, conditions, data: {}, errors: [], failures: new Map(), received: 0 },
    ask: () => Promise.reject(new Error("Expected no request.")),
  };
  const end = Promise.withResolvers<void>();
  let moved = () => {};
  let isAwaited = () => true;
  const { first, rest, done } = runInParts({
    execution,
    schedule(_execution, scheduled) {
      moved = scheduled.moved;
      isAwaited = scheduled.isAwaited;
      return end.promise;
    },
    root: compileObject(selected, type, [definition.selectionSet]),
    introspected: {},
    reportInvalid: (path, problem) => ({ message: problem, path }),
  });
  return {
    ...{ execution, first, done, parts: rest() },
    bring(data: object) {
      Object.assign(execution.data, data);
      moved();
    },
    end: end.resolve,
    fail: end.reject,
    isAwaited: () => isAwaited(),
  };
}

/** Whether something has come by now. */
async function hasCome(promise: Promise<unknown>): Promise<boolean> {
  const waiting = {};
  const next = new Promise((resolve) => setImmediate(resolve, waiting));
  return (await Promise.race([promise, next])) !== waiting;
}

it("wants nothing more when all parts have come, or there are none", async () => {
  const { first, parts, bring, isAwaited } = run("{ ward { code ... @defer { name } } }");
  expect(isAwaited()).toBe(true);
  bring({ ward: { code: "1", name: "x" } });
  await first;
  expect(isAwaited()).toBe(true);
  await parts.next();
  expect(isAwaited()).toBe(false);
  const nothing = run("{ ward { code ... @defer { name } } }");
  nothing.bring({ ward: null });
  expect(await nothing.first).toEqual({ data: { ward: null }, errors: [], hasNext: false });
  expect(nothing.isAwaited()).toBe(false);
});

it("gives each part when all that it selects has come, and not before", async () => {
  const { first, parts, bring, execution } = run("{ ward { code ... @defer { name unit { area } } } }");
  expect(await hasCome(first)).toBe(false);
  const ward: Record<string, unknown> = { code: "1" };
  bring({ ward });
  expect(await first).toEqual({ data: { ward: { code: "1" } }, errors: [], hasNext: true });
  const next = parts.next();
  ward.name = "Ba Đình";
  bring({});
  expect(await hasCome(next)).toBe(false);
  ward.unit = { code: "2" };
  bring({});
  expect(await hasCome(next)).toBe(false);
  Object(ward.unit).area = 3;
  bring({});
  const part = { label: undefined, path: ["ward"], data: { name: "Ba Đình", unit: { area: 3 } }, errors: [] };
  expect((await next).value).toEqual({ parts: [part], hasNext: false });
  expect((await parts.next()).done).toBe(true);
  expect(execution.received).toBe(0);
});

it("has nothing to come of an object that an error has taken", async () => {
  const { first, bring } = run("{ ward { unit { code ... @defer { area } } size } }");
  bring({ ward: { unit: { code: "2", area: 3 }, size: null } });
  expect(await first).toMatchObject({
    data: { ward: null },
    errors: [{ path: ["ward", "size"] }],
    hasNext: false,
  });
});

it("has null for a part of which an error has taken all, and nothing of what would have come within it", async () => {
  const { first, parts, bring, end } = run(
    '{ ward { code ... @defer(label: "a") { size unit { code ... @defer(label: "b") { area } } } } }',
  );
  bring({ ward: { code: "1", size: null, unit: { code: "2", area: 3 } } });
  await first;
  end();
  expect((await parts.next()).value).toEqual({
    parts: [
      {
        ...{ label: "a", path: ["ward"], data: null },
        errors: [{ message: "null where none may be", path: ["ward", "size"] }],
      },
    ],
    hasNext: false,
  });
});

it("has null in every part where an error has taken an object from one of them", async () => {
  const { first, parts, bring } = run(
    `{ ward { unit { code } ... @defer(label: "a") { unit { area } }
      ... @defer(label: "b") { unit { code } name } ... @defer(label: "c") { unit { ... @defer(label: "d") { code } } } } }`,
  );
  bring({ ward: { unit: { code: "2", area: null }, name: "x" } });
  expect(await first).toMatchObject({ data: { ward: { unit: { code: "2" } } } });
  const { value } = await parts.next();
  expect(value).toMatchObject({
    parts: [
      { label: "a", data: { unit: null }, errors: [{ path: ["ward", "unit", "area"] }] },
      { label: "b", data: { unit: null, name: "x" }, errors: [] },
      { label: "c", data: { unit: null }, errors: [] },
    ],
    hasNext: false,
  });
});

it("tells an error in the part that has the field, and puts what is missing down to the fetch that failed", async () => {
  const { first, parts, bring, execution } = run("{ ward { code ... @defer { name unit { code } } } }");
  const ward = { code: "1", name: null };
  execution.errors.push({ message: "no name", path: ["ward", "name"] });
  execution.failures.set(ward, [{ fields: new Set(["unit"]), error: { message: "no unit" } }]);
  bring({ ward });
  expect(await first).toEqual({ data: { ward: { code: "1" } }, errors: [], hasNext: true });
  expect((await parts.next()).value?.parts).toEqual([
    {
      ...{ label: undefined, path: ["ward"], data: { name: null, unit: null } },
      errors: [
        { message: "no name", path: ["ward", "name"] },
        { message: "no unit", path: ["ward", "unit"] },
      ],
    },
  ]);
});

it("waits for the type of an object of which a part may be", async () => {
  const { first, bring } = run("{ pet { name ... on Dog @defer { tag } } }");
  bring({ pet: { name: "Mực" } });
  expect(await hasCome(first)).toBe(false);
  bring({ pet: { name: "Mực", __typename: "Dog" } });
  expect(await first).toMatchObject({ data: { pet: { name: "Mực" } }, hasNext: true });
});

it("says what a subgraph left out when all fetches are done", async () => {
  const { first, parts, bring, end, done } = run("{ wards { code ... @defer { name } } }");
  bring({ wards: [{ code: "1" }, null, { code: "2", name: "x" }] });
  expect(await first).toMatchObject({ data: { wards: [{ code: "1" }, null, { code: "2" }] } });
  expect((await parts.next()).value).toMatchObject({ parts: [{ path: ["wards", 2] }], hasNext: true });
  end();
  await done;
  expect((await parts.next()).value).toMatchObject({
    parts: [{ path: ["wards", 0], data: { name: null }, errors: [{ path: ["wards", 0, "name"] }] }],
    hasNext: false,
  });
});

it("misses nothing that comes while a part is sent", async () => {
  const { first, parts, bring, end } = run("{ wards { code ... @defer { name } } }");
  const [one, two] = [{ code: "1", name: "x" }, { code: "2" }];
  bring({ wards: [one, two] });
  await first;
  await parts.next();
  Object.assign(two, { name: "y" });
  bring({});
  end();
  expect((await parts.next()).value).toMatchObject({ parts: [{ data: { name: "y" } }], hasNext: false });
});

it("ends with the fault that has ended its fetches", async () => {
  const { first, parts, bring, fail, done } = run("{ ward { code ... @defer { name } } }");
  bring({ ward: { code: "1" } });
  await first;
  const next = parts.next();
  fail(new Error("made up"));
  await expect(done).rejects.toThrow("made up");
  await expect(next).rejects.toThrow("made up");
});
