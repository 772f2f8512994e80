import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import type { GroupAxis } from "./group-axes";
import { type GroupPlaces, groupPlaces } from "./group-places";
import { allRows } from "./row-lists";

type CountName = keyof DossierCounts;

/** Each count of many groups, by their places. */
export type DossierSums = Record<CountName, Float64Array>;

/** Rows that a filter has let through, each with its keys and counts. */
export interface CountedRows {
  /** Whether some rows may count as none, or take away from others. */
  mayTakeAway: boolean;
  /** The number of the group that each is in. */
  numbersBy(axes: readonly GroupAxis[]): Float64Array;
  /** Adds one count of each row to the sum at its place. */
  add(name: CountName, places: Int32Array, sums: Float64Array): void;
  /** Adds all counts of each row to the sums at the index that its place has in `indexOf`. */
  addAll(places: Int32Array, indexOf: Int32Array, sums: DossierSums): void;
}

/** Groups of rows. Each has a place, and the number that `GroupAxis` gives it, which is in the order of their keys. */
export interface DossierGroups<Rows extends CountedRows = CountedRows> {
  /** What was grouped, and the place of each row's group. */
  parts: readonly { rows: Rows; places: Int32Array }[];
  /** The places of those that have dossiers. */
  places: Uint32Array;
  /** Their numbers, by their places. */
  numbers: Float64Array;
  /** Whether the group of a number has dossiers. */
  has(number: number): boolean;
  /** One count of all groups, by their places: found when it is first asked for. */
  sumsOf(name: CountName): Float64Array;
  /** All counts of the groups of some places, each place once, or 0 where there is none; and those of all groups. */
  countsOf(places: readonly (number | undefined)[]): { counts: DossierCounts[]; totals: DossierCounts };
}

/** Adds rows up by group. Without axes all of them are one group, even if there are none. */
export function groupRows<Rows extends CountedRows>(
  parts: readonly Rows[],
  axes: readonly GroupAxis[],
): DossierGroups<Rows> {
  const known = placesOf(parts, axes);
  const { numbers } = known;
  const placed = parts.map((rows, at) => ({ rows, places: known.places[at] ?? new Int32Array() }));
  const sums = new Map<CountName, Float64Array>();
  const sumsOf = (name: CountName) => {
    const found = sums.get(name) ?? new Float64Array(numbers.length);
    if (!sums.has(name)) for (const { rows, places } of placed) rows.add(name, places, found);
    sums.set(name, found);
    return found;
  };
  const areThere = axes.length === 0 || !parts.some(({ mayTakeAway }) => mayTakeAway);
  const isThere = (place: number) => areThere || (sumsOf("received")[place] ?? 0) > 0;
  return {
    parts: placed,
    places: areThere ? allRows(numbers.length) : allRows(numbers.length).filter(isThere),
    numbers,
    has: (number) => {
      const place = known.of(number);
      return place !== undefined && isThere(place);
    },
    sumsOf,
    countsOf: (wanted) => {
      // The others count together, behind them.
      const indexOf = new Int32Array(numbers.length).fill(wanted.length);
      for (const [index, place] of wanted.entries()) if (place !== undefined) indexOf[place] = index;
      const all = createSums(wanted.length + 1);
      for (const { rows, places } of placed) rows.addAll(places, indexOf, all);
      return {
        counts: wanted.map((_, index) => mapCounts((name) => all[name][index] ?? 0)),
        totals: mapCounts((name) => all[name].reduce((sum, count) => sum + count, 0)),
      };
    },
  };
}

/** Without axes nothing has to be looked for. */
function placesOf(parts: readonly CountedRows[], axes: readonly GroupAxis[]): GroupPlaces {
  const lists = parts.map((rows) => rows.numbersBy(axes));
  if (axes.length > 0) return groupPlaces(axes, lists);
  return {
    places: lists.map(({ length }) => new Int32Array(length)),
    numbers: Float64Array.of(0),
    of: (number) => (number === 0 ? 0 : undefined),
  };
}

/** Sums of no rows yet, for so many groups. */
export function createSums(groups: number): DossierSums {
  return mapCounts(() => new Float64Array(groups));
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
