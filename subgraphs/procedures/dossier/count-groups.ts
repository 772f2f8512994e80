import sql, { join, raw, type Sql } from "sql-template-tag";
import { type CalendarDay, dayOf } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/filter/conditions";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { filledDays } from "./check-dossier-stats";
import type { DossierCounting } from "./dossier-counting";
import { type DossierCounts, noDossiers } from "./dossier-measures";
import {
  type DossierDimension,
  type DossierHaving,
  type DossierMeasureField,
  type DossierStatsArguments,
  DossierTimeGrain,
} from "./dossier-stats.inputs";
import {
  type DossierGroupKeys,
  type Grouping,
  groupClause,
  keyNames,
  keySelection,
  otherKeys,
} from "./dossier-stats-keys";
import type { FoundGroups } from "./found-groups";
import { measureCounts } from "./measure-counts";

/** A group, or with no place in the order the sum of all groups. */
interface GroupRow extends Partial<DossierGroupKeys>, DossierCounts {
  place: string | null;
}

/** Counts dossiers by group in one statement, of tallies or of the dossiers themselves. */
export async function countGroups(
  database: Database,
  args: DossierStatsArguments,
  counting: DossierCounting,
  now: Date,
): Promise<FoundGroups> {
  const rows = await database.rows<GroupRow>(statsStatement(args, counting, now));
  return {
    groups: rows.filter(({ place }) => place !== null).map((row) => ({ keys: row, counts: row })),
    totals: rows.find(({ place }) => place === null) ?? noDossiers,
  };
}

/** The statement: counts by group, gaps filled, what `having` leaves in order, and the totals of all groups. */
export function statsStatement(args: DossierStatsArguments, counting: DossierCounting, now: Date): Sql {
  const { groupBy, having, orderBy, first, timeBucket } = args;
  const order = (orderBy ?? []).map(({ field, direction }) =>
    direction === SortDirection.ASC
      ? sql`${measureSql(field)} ASC NULLS LAST`
      : sql`${measureSql(field)} DESC NULLS LAST`,
  );
  return sql`
    WITH ${counting.given} counted AS MATERIALIZED (
      SELECT ${keySelection(args, counting)}, ${counting.counts}
      FROM ${counting.source} WHERE ${counting.where} ${groupClause(args, counting.dossiers)}
    ), filled AS (
      ${timeBucket?.fillGaps ? fillGaps({ ...filledDays(args, dayOf(now)), grain: timeBucket.grain, groupBy }) : sql`SELECT * FROM counted`}
    ), kept AS (
      SELECT * FROM filled WHERE ${all((having ?? []).flatMap(havingConditions))}
      ORDER BY ${join([...order, keyNames(args)])} LIMIT ${first + 1}
    )
    SELECT *, row_number() OVER () AS place FROM kept
    UNION ALL SELECT ${noKeys(args)}, ${sums}, NULL FROM counted
    ORDER BY place`;
}

/** The counts that a statement has under way, in the order of `dossierCountsSql`. */
const countNames = Object.keys(noDossiers).map((name) => `"${name}"`);
const zeros = raw(countNames.map(() => "0").join(", "));
const sums = raw(
  countNames
    .map((name) => `coalesce(sum(${name}), 0)::${name === '"processingDays"' ? "float8" : "int"} AS ${name}`)
    .join(", "),
);
const noKeys = (grouping: Grouping) =>
  raw(["NULL::date", ...otherKeys(grouping).map(() => "NULL")].join(", "));

/**
 * The counted groups and, with zero counts, every step of time from the first to the last for each combination
 * of the other keys that lacks it. Without dimensions there is one such combination, even when nothing is counted.
 */
function fillGaps({ grain, from, to, groupBy }: GapFilling): Sql {
  const unit = raw(`'${grain.toLowerCase()}'`);
  const step = raw(`'${grain === DossierTimeGrain.QUARTER ? "3 months" : `1 ${grain.toLowerCase()}`}'`);
  const groups =
    groupBy.length === 0
      ? sql`SELECT`
      : sql`SELECT DISTINCT ${raw(otherKeys({ groupBy }).join(", "))} FROM counted`;
  return sql`
    SELECT * FROM counted
    UNION ALL
    SELECT steps.*, ${zeros} FROM (
      SELECT step::date, groups.*
      FROM (${groups}) AS groups
        CROSS JOIN (SELECT least(${from}::date, min(bucket)) AS first, greatest(${to}::date, max(bucket)) AS last
          FROM counted) AS span
        CROSS JOIN LATERAL generate_series(date_trunc(${unit}, span.first::timestamp), span.last::timestamp,
          interval ${step}) AS step
      EXCEPT SELECT ${keyNames({ groupBy })} FROM counted) AS steps`;
}

interface GapFilling {
  grain: DossierTimeGrain;
  /** Days that the steps must reach over; null where the dossiers decide. */
  from: CalendarDay | null;
  to: CalendarDay | null;
  groupBy: readonly DossierDimension[];
}

/** A measure of a group, from its counts. */
function measureSql(field: DossierMeasureField): Sql {
  const [count, of] = measureCounts[field];
  return of === undefined ? raw(`"${count}"`) : raw(`("${count}"::float8 / nullif("${of}", 0))`);
}

function havingConditions({ measure, is: { gte, lte, isNull } }: DossierHaving): Sql[] {
  const value = measureSql(measure);
  return [
    ...(gte != null ? [sql`${value} >= ${gte}::float8`] : []),
    ...(lte != null ? [sql`${value} <= ${lte}::float8`] : []),
    ...(typeof isNull === "boolean" ? [isNull ? sql`${value} IS NULL` : sql`${value} IS NOT NULL`] : []),
  ];
}
