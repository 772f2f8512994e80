import type { DossierCounts } from "../dossier/dossier-measures";
import { type BlockFilter, rowsThrough } from "./block-filter";
import type { GroupAxis } from "./group-axes";
import { groupPlaces } from "./group-places";
import type { TallyBlock } from "./tally-block";

/** Groups of tallies by the number that `GroupAxis` gives them, which is in the order of their keys. */
export interface TallyGroups {
  /** Of the groups that have dossiers, from the least on. */
  numbers: Float64Array;
  has(number: number): boolean;
  /** One count of a group, 0 for one that has no dossiers: found for all groups when it is first asked for. */
  count(name: keyof DossierCounts, number: number): number;
  /** All counts of some groups, of each once. */
  countsOf(numbers: readonly number[]): DossierCounts[];
  /** Of all groups together. */
  totals: DossierCounts;
}

/** Rows of a block, and the place of the group that each is in. */
interface GroupedRows {
  block: TallyBlock;
  rows: Uint32Array;
  places: Uint32Array;
}

/** Adds up the rows of blocks that a filter lets through, by group. Without axes all of them are one, even if none. */
export function groupTallies(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  axes: readonly GroupAxis[],
): TallyGroups {
  const places = groupPlaces(axes);
  const parts = blocks.map((block): GroupedRows => {
    const rows = rowsThrough(block, filter);
    return { block, rows, places: places.add(numbersOf(block, rows, axes)) };
  });
  // Without axes there is one group, even where no row is.
  if (axes.length === 0) places.add(Float64Array.of(0));
  const sums = new Map<keyof DossierCounts, Float64Array>();
  const count = (name: keyof DossierCounts, number: number) => {
    const sum = sums.get(name) ?? sumsOf(name, parts, places.size());
    sums.set(name, sum);
    return sum[places.of(number) ?? -1] ?? 0;
  };
  const has = (number: number) => count("received", number) > 0;
  return {
    numbers: places.numbers().filter((number) => axes.length === 0 || has(number)),
    has,
    count,
    countsOf: (numbers) => {
      const wanted = new Uint32Array(places.size());
      for (const [at, number] of numbers.entries()) wanted[places.of(number) ?? -1] = at + 1;
      return countsByPlace(
        parts.map((part) => pick(part, wanted)),
        numbers.length,
      );
    },
    totals: countsBy((name) => totalOf(name, parts)),
  };
}

/** Those of the rows that are of a wanted group; `wanted` has one more than its new place, or 0. */
function pick({ block, rows, places }: GroupedRows, wanted: Uint32Array): GroupedRows {
  const found = rows.filter((_, at) => wanted[places[at] ?? 0]);
  const of = places.filter((place) => wanted[place]);
  return { block, rows: found, places: of.map((place) => (wanted[place] ?? 0) - 1) };
}

function countsByPlace(parts: readonly GroupedRows[], size: number): DossierCounts[] {
  const sums = countsBy((name) => sumsOf(name, parts, size));
  return Array.from({ length: size }, (_, place) => countsBy((name) => sums[name][place] ?? 0));
}

function countsBy<Value>(valueFor: (name: keyof DossierCounts) => Value): Record<keyof DossierCounts, Value> {
  return {
    received: valueFor("received"),
    resolved: valueFor("resolved"),
    pending: valueFor("pending"),
    overdue: valueFor("overdue"),
    inTime: valueFor("inTime"),
    digitised: valueFor("digitised"),
    electronicResult: valueFor("electronicResult"),
    paid: valueFor("paid"),
    paidOnline: valueFor("paidOnline"),
    receivedOnline: valueFor("receivedOnline"),
    synchronised: valueFor("synchronised"),
    rated: valueFor("rated"),
    satisfied: valueFor("satisfied"),
    processingDays: valueFor("processingDays"),
  };
}

/** One count of each place. */
function sumsOf(name: keyof DossierCounts, parts: readonly GroupedRows[], size: number): Float64Array {
  const sums = new Float64Array(size);
  for (const { block, rows, places } of parts) {
    const column = block.counts[name];
    if (column === undefined) continue;
    for (let at = 0; at < rows.length; at += 1) {
      const place = places[at] ?? 0;
      sums[place] = (sums[place] ?? 0) + (column[rows[at] ?? 0] ?? 0);
    }
  }
  return sums;
}

/** One count of all rows together. */
function totalOf(name: keyof DossierCounts, parts: readonly GroupedRows[]): number {
  let total = 0;
  for (const { block, rows } of parts) {
    const column = block.counts[name];
    if (column === undefined) continue;
    for (let at = 0; at < rows.length; at += 1) total += column[rows[at] ?? 0] ?? 0;
  }
  return total;
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
