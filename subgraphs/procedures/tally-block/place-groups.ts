import { SortDirection } from "../../../shared/graphql/kit-enums";
import { type DossierCounts, noDossiers } from "../dossier/dossier-measures";
import {
  type DossierHaving,
  DossierMeasureField,
  type DossierStatsArguments,
} from "../dossier/dossier-stats.inputs";
import type { TallyGroups } from "./group-tallies";

type Asked = Pick<DossierStatsArguments, "having" | "orderBy" | "first">;

/**
 * The numbers of the groups that are answered, in order, and one more where there are more than asked for: those
 * that `having` leaves of the groups with dossiers and of the gaps, which are groups without any.
 */
export function placeGroups(
  groups: TallyGroups,
  gaps: Iterable<number>,
  { having, orderBy, first }: Asked,
): number[] {
  const passes = (counts: DossierCounts) => (having ?? []).every((one) => isHeld(counts, one));
  const kept = having?.length
    ? groups.numbers.filter((number) => passes(groups.countsOf(number)))
    : groups.numbers;
  // Gaps differ in nothing but their keys, in whose order they come: of no more than these is one answered.
  const more = passes(noDossiers) ? take(gaps, first + 1) : [];
  return ordered(Float64Array.from([...kept, ...more]), groups, orderBy ?? [], first + 1);
}

function ordered(
  numbers: Float64Array,
  groups: TallyGroups,
  orderBy: NonNullable<Asked["orderBy"]>,
  most: number,
): number[] {
  if (orderBy.length === 0) return [...numbers.sort().subarray(0, most)];
  const rows = [...numbers].map((number) => {
    const counts = groups.countsOf(number);
    return { number, values: orderBy.map(({ field }) => measureOf[field](counts)) };
  });
  const compare = (left: (typeof rows)[number], right: (typeof rows)[number]): number => {
    for (const [at, { direction }] of orderBy.entries()) {
      const [one, other] = [left.values[at] ?? null, right.values[at] ?? null];
      if (one === other) continue;
      // Whichever direction, groups without a value come last.
      if (one === null) return 1;
      if (other === null) return -1;
      return direction === SortDirection.ASC ? one - other : other - one;
    }
    return left.number - right.number;
  };
  return rows
    .sort(compare)
    .slice(0, most)
    .map(({ number }) => number);
}

function isHeld(counts: DossierCounts, { measure, is: { gte, lte, isNull } }: DossierHaving): boolean {
  const value = measureOf[measure](counts);
  return (
    (gte == null || (value !== null && value >= gte)) &&
    (lte == null || (value !== null && value <= lte)) &&
    (typeof isNull !== "boolean" || (value === null) === isNull)
  );
}

const share = (numerator: number, denominator: number) =>
  denominator === 0 ? null : numerator / denominator;

/** Measures of a group, from its counts: the same as `measures` of count-groups.ts in SQL. */
const measureOf: Record<DossierMeasureField, (counts: DossierCounts) => number | null> = {
  [DossierMeasureField.RECEIVED]: ({ received }) => received,
  [DossierMeasureField.RESOLVED]: ({ resolved }) => resolved,
  [DossierMeasureField.PENDING]: ({ pending }) => pending,
  [DossierMeasureField.OVERDUE]: ({ overdue }) => overdue,
  [DossierMeasureField.ON_TIME_RATE]: (counts) => share(counts.inTime, counts.resolved),
  [DossierMeasureField.DIGITISATION_RATE]: (counts) => share(counts.digitised, counts.received),
  [DossierMeasureField.ELECTRONIC_RESULT_RATE]: (counts) => share(counts.electronicResult, counts.resolved),
  [DossierMeasureField.ONLINE_PAYMENT_RATE]: (counts) => share(counts.paidOnline, counts.paid),
  [DossierMeasureField.SATISFACTION_RATE]: (counts) => share(counts.satisfied, counts.rated),
  [DossierMeasureField.AVERAGE_PROCESSING_DAYS]: (counts) => share(counts.processingDays, counts.resolved),
};

function take(numbers: Iterable<number>, most: number): number[] {
  const taken: number[] = [];
  for (const number of numbers) {
    if (taken.length === most) break;
    taken.push(number);
  }
  return taken;
}
