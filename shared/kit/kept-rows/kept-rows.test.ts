import type { StateConnection } from "../../database/change-log/state-connection";
import { KeptRows, type KeptSet } from "./kept-rows";
import type { WrittenTables } from "./read-written-tables";

/* How much is kept, without a database; that it is never stale is shown of real ones (kept-readiness.test.ts). */

const nothingWritten: WrittenTables = { snapshot: "1:1:", incarnation: "one", written: [] };
const connection: Pick<StateConnection, "row"> = {
  row: async <Row extends object>() => nothingWritten as Row,
};

/** A set of one value of so many rows, and how often it was read. */
function setOf(name: string, rows: number) {
  const reads: string[] = [];
  const set: KeptSet<string[]> = {
    ...{ name, tables: ["thing"], rowsOf: () => rows },
    read: async (keys) => {
      reads.push(...keys);
      return new Map(keys.map((key) => [key, [`${name} ${key}`]]));
    },
  };
  return { set, reads };
}

it("keeps what was used last, up to a number of rows in all", async () => {
  const kept = new KeptRows(connection);
  await kept.refresh();
  const [one, two, three] = [setOf("one", 40_000), setOf("two", 40_000), setOf("three", 40_000)];
  const ask = async ({ set }: ReturnType<typeof setOf>) => [...(await kept.values(set, ["all"]))];
  expect([await ask(one), await ask(two), await ask(one)]).toEqual([
    ...[[["all", ["one all"]]], [["all", ["two all"]]], [["all", ["one all"]]]],
  ]);
  await ask(three);
  await ask(one);
  expect([one.reads, two.reads, three.reads]).toEqual([["all"], ["all"], ["all"]]);
  await ask(two);
  expect(two.reads).toEqual(["all", "all"]);
});

it("answers, and does not keep, a value of more rows than there is room for", async () => {
  const kept = new KeptRows(connection);
  await kept.refresh();
  const large = setOf("large", 200_000);
  for (let turn = 0; turn < 2; turn++)
    expect(await kept.values(large.set, ["a"])).toEqual(new Map([["a", ["large a"]]]));
  expect(large.reads).toEqual(["a", "a"]);
});

it("reads a set of many values once for each, beyond what a set keeps each time", async () => {
  const kept = new KeptRows(connection);
  await kept.refresh();
  const { set, reads } = setOf("many", 1);
  const keys = Array.from({ length: 1_200 }, (_, at) => String(at));
  for (let turn = 0; turn < 2; turn++) expect((await kept.values(set, keys)).size).toBe(1_200);
  expect(reads).toHaveLength(1_000 + 2 * 200);
});
