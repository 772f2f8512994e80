import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import { type BlockFilter, rowsThrough } from "./block-filter";
import type { GroupAxis } from "./group-axes";
import type { TallyBlock } from "./tally-block";

/** Groups of tallies by the number that `GroupAxis` gives them, which is in the order of their keys. */
export interface TallyGroups {
  /** The groups that have dossiers, in no order. */
  numbers: readonly number[];
  has(number: number): boolean;
  /** All 0 for a group that has none. */
  countsOf(number: number): DossierCounts;
  /** Of all groups together. */
  totals: DossierCounts;
}

/** Adds up the rows of blocks that a filter lets through, by group. Without axes all of them are one. */
export function groupTallies(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  axes: readonly GroupAxis[],
): TallyGroups {
  const places = new Map<number, number>();
  const parts = blocks.map((block) => {
    const rows = rowsThrough(block, filter);
    return { block, rows, groups: placesOf(rows, numbersOf(block, rows, axes), places) };
  });
  const sums = new Map(countNames.map((name) => [name, new Float64Array(places.size)]));
  for (const { block, rows, groups } of parts) {
    for (const name of countNames) {
      const [column, sum] = [block.counts[name], sums.get(name)];
      if (column && sum) addUp(column, rows, groups, sum);
    }
  }
  const received = sums.get("received") ?? new Float64Array();
  const present = (place: number | undefined) => place !== undefined && (received[place] ?? 0) > 0;
  return {
    numbers: [...places].flatMap(([number, place]) => (present(place) ? [number] : [])),
    has: (number) => present(places.get(number)),
    countsOf: (number) => countsWith((name) => sums.get(name)?.[places.get(number) ?? -1] ?? 0),
    totals: countsWith((name) => sums.get(name)?.reduce((total, one) => total + one, 0) ?? 0),
  };
}

const countNames = Object.keys(noDossiers) as (keyof DossierCounts)[];

function countsWith(countOf: (name: keyof DossierCounts) => number): DossierCounts {
  const counts = { ...noDossiers };
  for (const name of countNames) counts[name] = countOf(name);
  return counts;
}

/** The number of the group that each of some rows is in. */
function numbersOf(block: TallyBlock, rows: Uint32Array, axes: readonly GroupAxis[]): Float64Array {
  const numbers = new Float64Array(rows.length);
  for (const { key, codes, placeOf } of axes) {
    const column = block.keys.get(key);
    const places = column?.codes.map(placeOf) ?? [];
    for (let at = 0; at < rows.length; at += 1) {
      const place = places[column?.places[rows[at] ?? 0] ?? 0] ?? 0;
      numbers[at] = (numbers[at] ?? 0) * codes.length + place;
    }
  }
  return numbers;
}

/** The places that groups have in the sums; new groups get the next. */
function placesOf(rows: Uint32Array, numbers: Float64Array, places: Map<number, number>): Uint32Array {
  const found = new Uint32Array(rows.length);
  for (const [at, number] of numbers.entries()) {
    const place = places.get(number) ?? places.size;
    if (place === places.size) places.set(number, place);
    found[at] = place;
  }
  return found;
}

function addUp(column: Int32Array, rows: Uint32Array, groups: Uint32Array, sum: Float64Array): void {
  for (let at = 0; at < rows.length; at += 1) {
    const place = groups[at] ?? 0;
    sum[place] = (sum[place] ?? 0) + (column[rows[at] ?? 0] ?? 0);
  }
}
