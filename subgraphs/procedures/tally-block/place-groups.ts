import { SortDirection } from "../../../shared/graphql/kit-enums";
import type { DossierCounts } from "../dossier/dossier-measures";
import type { DossierHaving, DossierStatsArguments } from "../dossier/dossier-stats.inputs";
import { bestRows } from "./best-rows";
import type { TallyGroups } from "./group-tallies";
import { measureOfGroup } from "./measure-of-group";

type Asked = Pick<DossierStatsArguments, "having" | "orderBy" | "first">;
type CountOf = (name: keyof DossierCounts) => number;

/**
 * The numbers of the groups that are answered, in order, and one more where there are more than asked for: those
 * that `having` leaves of the groups with dossiers and of the gaps, which are groups without any.
 */
export function placeGroups(
  groups: TallyGroups,
  gaps: Iterable<number>,
  { having, orderBy, first }: Asked,
): number[] {
  const most = first + 1;
  const passes = (countOf: CountOf) => (having ?? []).every((one) => isHeld(countOf, one));
  const kept = having?.length
    ? groups.numbers.filter((number) => passes((name) => groups.count(name, number)))
    : groups.numbers;
  // Gaps differ in nothing but their keys, in whose order they come: of no more than these is one answered.
  const more = passes(() => 0) ? take(gaps, most) : [];
  const numbers = more.length > 0 ? inOrder(kept, more) : kept;
  const columns = (orderBy ?? []).map((order) => valuesOf(groups, numbers, order));
  return bestRows(columns, numbers.length, most).map((row) => numbers[row] ?? 0);
}

function inOrder(some: Float64Array, others: readonly number[]): Float64Array {
  const both = new Float64Array(some.length + others.length);
  both.set(some);
  both.set(others, some.length);
  return both.sort();
}

/** What groups are ordered by, the least first. Whichever direction, groups without a value come last. */
function valuesOf(
  groups: TallyGroups,
  numbers: Float64Array,
  { field, direction }: NonNullable<Asked["orderBy"]>[number],
): Float64Array {
  const sign = direction === SortDirection.ASC ? 1 : -1;
  const values = new Float64Array(numbers.length);
  for (let row = 0; row < numbers.length; row += 1) {
    const number = numbers[row] ?? 0;
    const value = measureOfGroup(field, (name) => groups.count(name, number));
    values[row] = value === null ? Number.POSITIVE_INFINITY : sign * value;
  }
  return values;
}

function isHeld(countOf: CountOf, { measure, is: { gte, lte, isNull } }: DossierHaving): boolean {
  const value = measureOfGroup(measure, countOf);
  return (
    (gte == null || (value !== null && value >= gte)) &&
    (lte == null || (value !== null && value <= lte)) &&
    (typeof isNull !== "boolean" || (value === null) === isNull)
  );
}

function take(numbers: Iterable<number>, most: number): number[] {
  const taken: number[] = [];
  for (const number of numbers) {
    if (taken.length === most) break;
    taken.push(number);
  }
  return taken;
}
