import { bytesOf, emptyBlock, type TallyBlock } from "./tally-block";
import { TallyBlocks } from "./tally-blocks";

/** A block of some MB. */
function blockOf(megabytes: number): TallyBlock {
  const rows = (megabytes * 1024 * 1024) / 4;
  return { ...emptyBlock, size: rows, counts: { received: new Int32Array(rows) } };
}

it("knows how large a block is", () => {
  expect(bytesOf(blockOf(3))).toBe(3 * 1024 * 1024);
  expect(bytesOf(emptyBlock)).toBe(0);
});

it("lets go of the blocks that were not asked for the longest when there are too many", () => {
  const blocks = new TallyBlocks();
  for (const set of [1, 2, 3]) blocks.put(set, { version: "1", block: blockOf(40) });
  blocks.put(1, { version: "2", block: blockOf(40) });
  blocks.put(4, { version: "2", block: blockOf(40) });
  expect([1, 2, 3, 4].map((set) => blocks.get(set)?.version)).toEqual(["2", undefined, "1", "2"]);
});

it("holds one block alone, however large, and none that was refused", () => {
  const blocks = new TallyBlocks();
  blocks.put(1, { version: "1", block: blockOf(40) });
  blocks.put(2, { version: "1", block: blockOf(160) });
  expect([blocks.get(1), blocks.get(2)?.version]).toEqual([undefined, "1"]);
  blocks.refuse(2);
  expect([blocks.get(2), blocks.isTooLarge(2), blocks.isTooLarge(1)]).toEqual([undefined, true, false]);
});
