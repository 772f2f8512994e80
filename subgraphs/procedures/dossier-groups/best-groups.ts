import { SortDirection } from "../../../shared/graphql/kit-enums";
import type { DossierHaving, DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import { bestRows } from "./best-rows";
import type { CountName } from "./dossier-sums";
import { measureOfGroups } from "./measure-of-groups";

/** What of a question says which groups are answered, and in which order. */
export type GroupOrder = Pick<DossierStatsArguments, "having" | "orderBy">;

/** What is known of groups by their places. */
export interface ReadableGroups {
  numbersAt(places: Uint32Array): Float64Array;
  countsAt(name: CountName, places: Uint32Array): Float64Array;
}

/** A group that is answered. */
export interface PlacedGroup {
  number: number;
  /** Where its counts stand; undefined for a gap, which has none. */
  place: number | undefined;
}

/** The first groups in order of those that `having` leaves of some, and of gaps, which are groups without dossiers. */
export function bestGroups(
  groups: ReadableGroups,
  places: Uint32Array,
  gaps: readonly number[],
  { having, orderBy }: GroupOrder,
  most: number,
): PlacedGroup[] {
  const kept = (having ?? []).reduce((some, one) => {
    const values = measureOfGroups(one.measure, (name) => groups.countsAt(name, some));
    return some.filter((_, at) => isHeld(values[at], one));
  }, places);
  const numbers = withGaps(groups.numbersAt(kept), gaps);
  const columns = (orderBy ?? []).map(({ field, direction }) => {
    const values = measureOfGroups(field, (name) => groups.countsAt(name, kept));
    return toOrderBy(withGaps(values, new Float64Array(gaps.length).fill(measureOfGap(field))), direction);
  });
  return bestRows([...columns, numbers], numbers.length, most).map((row) => ({
    number: numbers[row] ?? 0,
    place: kept[row],
  }));
}

/** Whether `having` leaves gaps. */
export function leavesGaps({ having }: GroupOrder): boolean {
  return (having ?? []).every((one) => isHeld(measureOfGap(one.measure), one));
}

/** The same values, so that the least come first; whichever direction, groups without a value come last. */
function toOrderBy(values: Float64Array, direction: SortDirection): Float64Array {
  const sign = direction === SortDirection.ASC ? 1 : -1;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    values[at] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : sign * value;
  }
  return values;
}

function withGaps(values: Float64Array, ofGaps: ArrayLike<number>): Float64Array {
  const all = new Float64Array(values.length + ofGaps.length);
  all.set(values);
  all.set(ofGaps, values.length);
  return all;
}

const noCounts = new Float64Array(1);

function measureOfGap(field: DossierHaving["measure"]): number {
  return measureOfGroups(field, () => noCounts)[0] ?? 0;
}

/** Of a value that is not there, NaN, every comparison is false. */
function isHeld(value: number | undefined, { is: { gte, lte, isNull } }: DossierHaving): boolean {
  if (value === undefined) return false;
  return (
    (gte == null || value >= gte) &&
    (lte == null || value <= lte) &&
    (typeof isNull !== "boolean" || Number.isNaN(value) === isNull)
  );
}
