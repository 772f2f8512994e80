import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import type { GroupAxis } from "./group-axes";
import { groupPlaces } from "./group-places";

type CountName = keyof DossierCounts;

/** Each count of many groups, by their places. */
export type DossierSums = Record<CountName, Float64Array>;

/** Rows that a filter has let through, each with its keys and counts. */
export interface CountedRows {
  /** The number of the group that each is in. */
  numbersBy(axes: readonly GroupAxis[]): Float64Array;
  /** Adds one count of each row to the sum at its place; those of a place below 0 are left out. */
  add(name: CountName, places: Int32Array, sums: Float64Array): void;
  /** The same for all counts. */
  addAll(places: Int32Array, sums: DossierSums): void;
}

/** Groups of rows. Each has a place, and the number that `GroupAxis` gives it, which is in the order of their keys. */
export interface DossierGroups {
  /** The places of those that have dossiers. */
  places: Uint32Array;
  /** Their numbers, by their places. */
  numbers: Float64Array;
  /** Whether the group of a number has dossiers. */
  has(number: number): boolean;
  /** One count of all groups, by their places: found when it is first asked for. */
  sumsOf(name: CountName): Float64Array;
  /** All counts of the groups of some places, of each place once; 0 where there is none. */
  countsOf(places: readonly (number | undefined)[]): DossierCounts[];
  /** Of all groups together. */
  totals: DossierCounts;
}

/** Adds rows up by group. Without axes all of them are one group, even if there are none. */
export function groupRows(parts: readonly CountedRows[], axes: readonly GroupAxis[]): DossierGroups {
  const known = groupPlaces(axes);
  const placed = parts.map((rows) => ({ rows, places: known.add(rows.numbersBy(axes)) }));
  if (axes.length === 0) known.add(Float64Array.of(0));
  const numbers = known.numbers();
  const sums = new Map<CountName, Float64Array>();
  const sumsOf = (name: CountName) => {
    const found = sums.get(name) ?? new Float64Array(numbers.length);
    if (!sums.has(name)) for (const { rows, places } of placed) rows.add(name, places, found);
    sums.set(name, found);
    return found;
  };
  const isThere = (place: number) => axes.length === 0 || (sumsOf("received")[place] ?? 0) > 0;
  /** The sums of groups that get other places, or none, which is -1. */
  const moved = (count: number, placeOf: (places: Int32Array) => Int32Array) => {
    const all = mapCounts(() => new Float64Array(count));
    for (const { rows, places } of placed) rows.addAll(placeOf(places), all);
    return Array.from({ length: count }, (_, place) => mapCounts((name) => all[name][place] ?? 0));
  };
  return {
    places: Uint32Array.from(numbers.keys()).filter(isThere),
    numbers,
    has: (number) => {
      const place = known.of(number);
      return place !== undefined && isThere(place);
    },
    sumsOf,
    countsOf: (wanted) => {
      const places = new Int32Array(numbers.length).fill(-1);
      for (const [at, place] of wanted.entries()) if (place !== undefined) places[place] = at;
      return moved(wanted.length, (old) => old.map((place) => places[place] ?? -1));
    },
    totals: moved(1, (old) => new Int32Array(old.length))[0] ?? noDossiers,
  };
}

export const countNames = Object.keys(noDossiers) as CountName[];

function mapCounts<Value>(valueFor: (name: CountName) => Value): Record<CountName, Value> {
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
