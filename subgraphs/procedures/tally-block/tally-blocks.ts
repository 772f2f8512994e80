import { createWeightedCache } from "../../../shared/cache/weighted-cache";
import type { Database } from "../../../shared/database/database";
import { bytesOf, type TallyBlock } from "./tally-block";

/** Most rows of a set that is held: packing and reading them takes a second, as does asking PostgreSQL once. */
export const largestBlock = 320_000;

/** Most bytes of all blocks of one database; those not asked for the longest go first. */
const mostBytes = 128 * 1024 * 1024;

/** A block, and the version of `dossier_tally` that it was read from. */
interface HeldBlock {
  version: string;
  block: TallyBlock;
}

/** Kept tallies that this process has read, by the number of their set. */
export class TallyBlocks {
  private readonly held = createWeightedCache<HeldBlock>(mostBytes);
  private readonly tooLarge = new Set<number>();

  get(set: number): HeldBlock | undefined {
    return this.held.get(String(set));
  }

  put(set: number, block: HeldBlock): void {
    this.held.set(String(set), block, bytesOf(block.block));
  }

  /** Sets grow: one that is too large now will be so until the next start. */
  refuse(set: number): void {
    this.held.delete(String(set));
    this.tooLarge.add(set);
  }

  isTooLarge(set: number): boolean {
    return this.tooLarge.has(set);
  }
}

const blocksByDatabase = new WeakMap<object, TallyBlocks>();

/** The blocks of a database: a process may know several, as tests do. */
export function blocksOf(database: Database): TallyBlocks {
  const blocks = blocksByDatabase.get(database.identity) ?? new TallyBlocks();
  blocksByDatabase.set(database.identity, blocks);
  return blocks;
}
