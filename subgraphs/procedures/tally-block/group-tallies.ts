import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import { type BlockFilter, rowsThrough } from "./block-filter";
import type { GroupAxis } from "./group-axes";
import { groupPlaces } from "./group-places";
import type { TallyBlock } from "./tally-block";

/** Groups of tallies by the number that `GroupAxis` gives them, which is in the order of their keys. */
export interface TallyGroups {
  /** Of the groups that have dossiers, in no order. */
  numbers: Float64Array;
  has(number: number): boolean;
  /** All 0 for a group that has none. */
  countsOf(number: number): DossierCounts;
  /** Of all groups together. */
  totals: DossierCounts;
}

/** Adds up the rows of blocks that a filter lets through, by group. Without axes all of them are one, even if none. */
export function groupTallies(
  blocks: readonly TallyBlock[],
  filter: BlockFilter,
  axes: readonly GroupAxis[],
): TallyGroups {
  const places = groupPlaces(axes);
  const parts = blocks.map((block) => {
    const rows = rowsThrough(block, filter);
    return { block, rows, groups: places.add(numbersOf(block, rows, axes)) };
  });
  const sums = countsBy(() => new Float64Array(places.size()));
  for (const { block, rows, groups } of parts) {
    for (const name of countNames) {
      const column = block.counts[name];
      if (column) addUp(column, rows, groups, sums[name]);
    }
  }
  const has = (number: number) => (sums.received[places.of(number) ?? -1] ?? 0) > 0;
  return {
    numbers: places.numbers().filter((number) => axes.length === 0 || has(number)),
    has,
    countsOf: (number) => {
      const place = places.of(number) ?? -1;
      return countsBy((name) => sums[name][place] ?? 0);
    },
    totals: countsBy((name) => sums[name].reduce((total, one) => total + one, 0)),
  };
}

const countNames = Object.keys(noDossiers) as (keyof DossierCounts)[];

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

function addUp(column: Int32Array, rows: Uint32Array, groups: Uint32Array, sum: Float64Array): void {
  for (let at = 0; at < rows.length; at += 1) {
    const place = groups[at] ?? 0;
    sum[place] = (sum[place] ?? 0) + (column[rows[at] ?? 0] ?? 0);
  }
}
