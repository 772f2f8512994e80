import { type DossierGroups, splitNumbers } from "./dossier-groups";
import { type CountName, countNames, createSums, mapCounts } from "./dossier-sums";
import type { GroupAxis } from "./group-axes";
import { type GroupPlaces, groupPlaces, placeOfNumber } from "./group-places";
import { allRows, valuesAt } from "./row-lists";

/** Rows that a filter has let through, each with its keys and counts. */
export interface CountedRows {
  /** Whether some rows may count as none, or take away from others. */
  mayTakeAway: boolean;
  /** The number of the group that each is in. */
  numbersBy(axes: readonly GroupAxis[]): Float64Array;
  /** Adds one count of each row to the sum at its place. */
  add(name: CountName, places: Int32Array, sums: Float64Array): void;
}

/** Groups of rows, in whose order their places are. */
export interface RowGroups<Rows extends CountedRows> extends DossierGroups {
  /** What was grouped, and the place of each row's group. */
  parts: readonly { rows: Rows; places: Int32Array }[];
  /** Their numbers. */
  numbers: Float64Array;
  /** The places of those that have dossiers. */
  places: Uint32Array;
  /** One count of all groups. */
  sumsOf(name: CountName): Float64Array;
}

/** Adds rows up by group. Without axes all of them are one group, even if there are none. */
export function groupRows<Rows extends CountedRows>(
  parts: readonly Rows[],
  axes: readonly GroupAxis[],
): RowGroups<Rows> {
  const { numbers, places: placesByPart } = placesOf(parts, axes);
  const placed = parts.map((rows, at) => ({ rows, places: placesByPart[at] ?? new Int32Array() }));
  const known = new Map<CountName, Float64Array>();
  const sumsOf = (name: CountName) => {
    const found = known.get(name) ?? new Float64Array(numbers.length);
    if (!known.has(name)) for (const { rows, places } of placed) rows.add(name, places, found);
    known.set(name, found);
    return found;
  };
  const areThere = axes.length === 0 || !parts.some(({ mayTakeAway }) => mayTakeAway);
  const isThere = (place: number) => areThere || (sumsOf("received")[place] ?? 0) > 0;
  const places = areThere ? allRows(numbers.length) : allRows(numbers.length).filter(isThere);
  return {
    parts: placed,
    places,
    numbers,
    *inOrder() {
      for (const place of places) yield { number: numbers[place] ?? 0, place };
    },
    placeOf: (number) => {
      const place = placeOfNumber(numbers, number);
      return place !== undefined && isThere(place) ? place : undefined;
    },
    split: () => splitNumbers(areThere ? numbers : numbers.filter((_, place) => isThere(place)), axes),
    candidates: () => places,
    numbersAt: (some) => valuesAt(numbers, some),
    countsAt: (name, some) => valuesAt(sumsOf(name), some),
    sumsOf,
    sumsAt: (wanted) => {
      // The others count together, behind them.
      const indexOf = new Int32Array(numbers.length).fill(wanted.length);
      for (const [index, place] of wanted.entries()) if (place !== undefined) indexOf[place] = index;
      const all = createSums(wanted.length + 1);
      for (const { rows, places: ofRows } of placed) {
        const indexes = ofRows.map((place) => indexOf[place] ?? 0);
        for (const name of countNames) rows.add(name, indexes, all[name]);
      }
      return {
        sums: mapCounts((name) => all[name].subarray(0, wanted.length)),
        totals: mapCounts((name) => all[name].reduce((sum, count) => sum + count, 0)),
      };
    },
  };
}

/** Without axes nothing has to be looked for. */
function placesOf(parts: readonly CountedRows[], axes: readonly GroupAxis[]): GroupPlaces {
  const lists = parts.map((rows) => rows.numbersBy(axes));
  if (axes.length > 0) return groupPlaces(axes, lists);
  return { places: lists.map(({ length }) => new Int32Array(length)), numbers: Float64Array.of(0) };
}
