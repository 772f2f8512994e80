import { SortDirection } from "../../../shared/graphql/kit-enums";
import type { DossierHaving, DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import { bestRows } from "./best-rows";
import type { DossierGroups } from "./dossier-groups";
import { measureOfGroups } from "./measure-of-groups";

type Asked = Pick<DossierStatsArguments, "having" | "orderBy" | "first">;

/** A group that is answered. */
export interface PlacedGroup {
  number: number;
  /** Where its counts stand; undefined for a gap, which has none. */
  place: number | undefined;
}

/**
 * The groups that are answered, in order, and one more where there are more than asked for: those that `having` leaves
 * of the groups with dossiers and of the gaps, which are groups without any.
 */
export function placeGroups(
  groups: DossierGroups,
  inOrder: Iterable<PlacedGroup>,
  { having, orderBy, first }: Asked,
): PlacedGroup[] {
  const most = first + 1;
  if (!having?.length && !orderBy?.length) return take(inOrder, most);
  const sumsOf: DossierGroups["sumsOf"] = (name) => groups.sumsOf(name);
  const kept = (having ?? []).reduce((places, one) => {
    const values = measureOfGroups(one.measure, sumsOf);
    return places.filter((place) => isHeld(values[place], one));
  }, groups.places);
  // Gaps differ in nothing but their keys, in whose order they come: of no more than these is one answered.
  const more = (having ?? []).every((one) => isHeld(measureOfGap(one.measure), one))
    ? gapsOf(inOrder, most)
    : [];
  const numbers = Float64Array.of(...more, 0).subarray(0, more.length);
  const all = joined(kept, groups.numbers, numbers);
  const columns = (orderBy ?? []).map(({ field, direction }) => {
    const ofGaps = new Float64Array(more.length).fill(measureOfGap(field));
    return toOrderBy(joined(kept, measureOfGroups(field, sumsOf), ofGaps), direction);
  });
  return bestRows([...columns, all], all.length, most).map((row) => ({
    number: all[row] ?? 0,
    place: kept[row],
  }));
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

/** The values at some places, and more behind them. */
function joined(places: Uint32Array, values: Float64Array, more: Float64Array): Float64Array {
  const all = new Float64Array(places.length + more.length);
  for (let at = 0; at < places.length; at += 1) all[at] = values[places[at] ?? 0] ?? 0;
  all.set(more, places.length);
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

/** The numbers of the first gaps among all groups in order. */
function gapsOf(inOrder: Iterable<PlacedGroup>, most: number): number[] {
  const numbers: number[] = [];
  for (const { number, place } of inOrder) {
    if (numbers.length === most) break;
    if (place === undefined) numbers.push(number);
  }
  return numbers;
}

function take<Value>(values: Iterable<Value>, most: number): Value[] {
  const taken: Value[] = [];
  for (const value of values) {
    if (taken.length === most) break;
    taken.push(value);
  }
  return taken;
}
