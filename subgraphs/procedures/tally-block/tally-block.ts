import type { TallyKey } from "../dossier/dossier-key-sets";
import type { DossierCounts } from "../dossier/dossier-measures";

/** What tallies are kept by, and the day that their span begins at. */
export type BlockKey = TallyKey | "DAY";

/** Tallies in memory, by columns: row for row a set of keys and its counts. */
export interface TallyBlock {
  /** How many rows it has. */
  size: number;
  keys: ReadonlyMap<BlockKey, KeyColumn>;
  /** Counts that are not there are 0 in every row. */
  counts: Partial<Record<keyof DossierCounts, Int32Array>>;
}

/** A column of keys: each row has the place of its code in a list without repetition. */
export interface KeyColumn {
  codes: readonly (string | null)[];
  places: Uint32Array;
}

/** A block as PostgreSQL packs it into one row: a fraction of the work that a row for each tally is. */
export interface PackedBlock {
  size: number;
  /** Key columns one after another, their rows too; null where there is no row. */
  keys: string;
  /** Count columns one after another, four bytes for each row, the highest first; null where there is no row. */
  counts: Buffer | null;
}

/** Between columns of keys, and between the rows of one: no code has them. */
export const columnSeparator = "\u001E";
export const rowSeparator = "\u001F";

/** Reads a packed block whose columns are these, in this order. */
export function unpackBlock(
  { size, keys, counts }: PackedBlock,
  keyNames: readonly BlockKey[],
  countNames: readonly (keyof DossierCounts)[],
): TallyBlock {
  if (size === 0 || counts === null) return emptyBlock;
  const block: TallyBlock = { size, keys: readKeys(keys, keyNames), counts: {} };
  for (const [at, name] of countNames.entries()) {
    block.counts[name] = readIntegers(counts.subarray(at * size * 4, (at + 1) * size * 4));
  }
  return block;
}

export const emptyBlock: TallyBlock = { size: 0, keys: new Map(), counts: {} };

/** Bytes that a block takes, about. */
export function bytesOf({ size, keys, counts }: TallyBlock): number {
  return size * 4 * (keys.size + Object.keys(counts).length);
}

/** Key columns of these names, in this order. */
export function readKeys<Key>(keys: string, names: readonly Key[]): Map<Key, KeyColumn> {
  const texts = keys.split(columnSeparator);
  return new Map(names.map((name, at) => [name, readColumn(texts[at] ?? "")]));
}

function readColumn(text: string): KeyColumn {
  const rows = text.split(rowSeparator);
  const places = new Uint32Array(rows.length);
  const placeOf = new Map<string, number>();
  for (const [row, code] of rows.entries()) {
    const place = placeOf.get(code) ?? placeOf.size;
    if (place === placeOf.size) placeOf.set(code, place);
    places[row] = place;
  }
  return { codes: [...placeOf.keys()].map((code) => (code === "" ? null : code)), places };
}

export function readIntegers(bytes: Buffer): Int32Array {
  const values = new Int32Array(bytes.length / 4);
  for (let row = 0; row < values.length; row += 1) values[row] = bytes.readInt32BE(row * 4);
  return values;
}
