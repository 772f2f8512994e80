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

it("loads many keys in the batch of their tick, and gives them in their order", async () => {
  const loaders = new Loaders("ctx");
  const one = loaders.load(lengths, "a", { extra: 0 });
  const many = loaders.loadEach(lengths, ["bb", "?", "a", "\u0000", "bb"], { extra: 0 });
  expect([await one, await many]).toEqual([4, [5, undefined, 4, undefined, 5]]);
  // Some of an earlier batch, some of a new one.
  expect(await loaders.loadEach(lengths, ["ccc", "a"], { extra: 0 })).toEqual([6, 4]);
  expect(await loaders.loadEach(lengths, [], { extra: 0 })).toEqual([]);
  expect(calls.map(({ keys }) => keys)).toEqual([["a", "bb", "?"], ["ccc"]]);
});

it("takes keys into a batch that promises of the same tick ask for", async () => {
  const loaders = new Loaders("ctx");
  const later = async (key: string) => {
    await null;
    await null;
    return loaders.load(lengths, key, { extra: 0 });
  };
  expect(await Promise.all([loaders.load(lengths, "a", { extra: 0 }), later("bb")])).toEqual([4, 5]);
  expect(calls).toHaveLength(1);
});

it("tells everybody who waits for a batch that it failed, and reads anew for whoever asks later", async () => {
  let fails = true;
  const failing = defineLoader<string, void, string>(async (keys) => {
    if (fails) throw new Error("no connection");
    return new Map(keys.map((key) => [key, key]));
  });
  const loaders = new Loaders("ctx");
  const asked = [
    loaders.load(failing, "a", undefined),
    loaders.loadEach(failing, ["a", "b"], undefined),
  ] as const;
  expect(await Promise.allSettled(asked)).toEqual(
    asked.map(() => ({ status: "rejected", reason: new Error("no connection") })),
  );
  fails = false;
  expect(await loaders.loadEach(failing, ["a", "b"], undefined)).toEqual(["a", "b"]);
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
