import sql, { join, raw, type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { TimeBucket } from "../../../shared/graphql/time-bucket";
import type { DossierCounting, DossierTiming } from "./dossier-counting";
import type { ApplicantKind, DossierChannel, DossierStatus, Timeliness } from "./dossier-enums";
import type { DossierMeasures } from "./dossier-measures";
import type { DossierStatsRow } from "./dossier-stats";
import { DossierDimension, type DossierTimeBucketing } from "./dossier-stats.inputs";

/** The keys of a group; null where nothing is grouped by. */
export interface DossierGroupKeys {
  /** First day of the step of time. */
  bucket: CalendarDay | null;
  organization: string | null;
  unit: string | null;
  procedure: string | null;
  procedureField: string | null;
  channel: DossierChannel | null;
  applicant: ApplicantKind | null;
  status: DossierStatus | null;
  timeliness: Timeliness | null;
}

/** The key columns in the order in which they are selected, grouped and, last of all, ordered by. */
const columns: [name: keyof DossierGroupKeys, dimension: DossierDimension | null][] = [
  ["bucket", null],
  ["organization", DossierDimension.ORGANIZATION],
  ["unit", DossierDimension.UNIT],
  ["procedure", DossierDimension.PROCEDURE],
  ["procedureField", DossierDimension.PROCEDURE_FIELD],
  ["channel", DossierDimension.CHANNEL],
  ["applicant", DossierDimension.APPLICANT],
  ["status", DossierDimension.STATUS],
  ["timeliness", DossierDimension.TIMELINESS],
];

/** What a statistic is grouped by. */
export interface Grouping {
  groupBy: readonly DossierDimension[];
  timeBucket?: DossierTimeBucketing | null;
}

type Counted = Pick<DossierCounting | DossierTiming, "keys" | "days">;

/** The columns that a statistic needs: always the step of time, and what it is grouped by. */
export function groupColumns({ groupBy }: Grouping) {
  return columns.filter(([, dimension]) => dimension === null || groupBy.includes(dimension));
}

/** The names of the key columns, ready for SQL. */
export function keyNames(grouping: Grouping): Sql {
  return raw(
    groupColumns(grouping)
      .map(([name]) => `"${name}"`)
      .join(", "),
  );
}

/** The same without time. */
export function otherKeys(grouping: Grouping): readonly string[] {
  return groupColumns(grouping).flatMap(([name, dimension]) => (dimension === null ? [] : [`"${name}"`]));
}

/** The select list that gives the key columns; the step of time is null where nobody asks for it. */
export function keySelection(grouping: Grouping, counting: Counted): Sql {
  const selected = groupColumns(grouping).map(([name, dimension]) => {
    if (dimension === null) return sql`${bucketSql(grouping.timeBucket, counting)} AS ${raw(`"${name}"`)}`;
    return sql`${counting.keys[dimension]}::text AS ${raw(`"${name}"`)}`;
  });
  return join(selected);
}

/**
 * GROUP BY the columns of `keySelection` by their positions, and by another column where one is named; nothing where
 * all is one group. Leaves out groups that have lost all their dossiers: their tallies are 0, and stay until merged.
 */
export function groupClause(grouping: Grouping, dossiers: Sql, ...more: string[]): Sql {
  const positions = groupColumns(grouping).flatMap(([, dimension], at) =>
    dimension !== null || grouping.timeBucket ? [at + 1] : [],
  );
  const terms = [...positions, ...more];
  return terms.length === 0 ? sql`` : sql`GROUP BY ${raw(terms.join(", "))} HAVING ${dossiers} > 0`;
}

/** The keys of a group whose statement had columns for those that it is grouped by. */
export function keysOf(row: Partial<DossierGroupKeys>): DossierGroupKeys {
  const keys = columns.map(([name]) => [name, row[name] ?? null]);
  return Object.fromEntries(keys) as DossierGroupKeys;
}

/** First day of a dossier's step of time. */
function bucketSql(timeBucket: DossierTimeBucketing | null | undefined, { days }: Counted): Sql {
  if (!timeBucket) return sql`NULL::date`;
  return sql`date_trunc(${raw(`'${timeBucket.grain.toLowerCase()}'`)}, ${days[timeBucket.field]})::date`;
}

/** A row of the answer. */
export function statsRowOf(
  keys: DossierGroupKeys,
  bucket: TimeBucket | null,
  measures: DossierMeasures,
): DossierStatsRow {
  const { organization, unit, procedure, procedureField, channel, applicant, status, timeliness } = keys;
  return {
    bucket,
    organization: organization === null ? null : { code: organization },
    unit: unit === null ? null : { code: unit },
    procedureCode: procedure,
    procedureFieldCode: procedureField,
    channel,
    applicant,
    status,
    timeliness,
    measures,
  };
}

/** The keys of a group as one text. */
export function groupKeyOf(keys: Partial<DossierGroupKeys>): string {
  return JSON.stringify(columns.map(([name]) => keys[name] ?? null));
}
