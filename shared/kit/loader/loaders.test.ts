import { defineLoader, groupByKey, isBigintKey, Loaders } from "./loaders";

const calls: { keys: readonly string[]; args: unknown }[] = [];
const lengths = defineLoader<number, { extra: number }, string>(async (keys, context, args) => {
  calls.push({ keys, args });
  return new Map(
    keys.filter((key) => key !== "?").map((key) => [key, key.length + context.length + args.extra]),
  );
});

beforeEach(() => calls.splice(0));

it("loads the keys of a tick in one batch for each set of arguments, repeated keys once", async () => {
  const loaders = new Loaders("ctx");
  const load = (key: string, extra: number) => loaders.load(lengths, key, { extra });
  expect(await Promise.all([load("a", 0), load("bb", 0), load("a", 0), load("a", 10), load("?", 0)])).toEqual(
    [4, 5, 4, 14, undefined],
  );
  expect(calls).toEqual([
    { keys: ["a", "bb", "?"], args: { extra: 0 } },
    { keys: ["a"], args: { extra: 10 } },
  ]);
});

it("shares nothing between requests", async () => {
  await new Loaders("one").load(lengths, "a", { extra: 0 });
  await new Loaders("two").load(lengths, "a", { extra: 0 });
  expect(calls).toHaveLength(2);
});

it("gives every asked key its rows, in their order, also when there are none", () => {
  const rows = [
    { key: "b", at: 1 },
    { key: "a", at: 2 },
    { key: "b", at: 3 },
  ];
  expect(groupByKey(["a", "b", "c"], rows, (row) => row.key)).toEqual(
    new Map([
      ["a", [{ key: "a", at: 2 }]],
      [
        "b",
        [
          { key: "b", at: 1 },
          { key: "b", at: 3 },
        ],
      ],
      ["c", []],
    ]),
  );
});

it.each([
  ["1", true],
  ["999999999999999999", true],
  ["0", false],
  ["-1", false],
  ["1.0", false],
  ["99999999999999999999", false],
  ["1; DROP TABLE task", false],
])("takes %j for a bigint key: %s", (key, expected) => {
  expect(isBigintKey(key)).toBe(expected);
});
