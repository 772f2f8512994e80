import sql, { type Sql } from "sql-template-tag";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";
import { parsePeriod } from "../period";
import { publishedAtSql } from "../published-at";

/** The value of the column area for a national figure, which has no area. */
export const national = "VN";

/**
 * Adds the staged figures that are new, and the next revision of those that differ from the current one.
 * The indicators are locked first, in one order for all, as a mutation locks the one that it records a figure of.
 */
export async function applyObservations(staged: StagedRows): Promise<ImportCounts> {
  const { database, table } = staged;
  await database.rows(sql`
    SELECT FROM indicator WHERE code IN (SELECT indicator FROM ${table}) ORDER BY code FOR NO KEY UPDATE`);
  const periods = await database.rows<{ period: string }>(sql`SELECT DISTINCT period FROM ${table}`);
  const days = periods.map(({ period }) => parsePeriod(period));
  const periodTable = sql`unnest(${periods.map(({ period }) => period)}::text[],
    ${days.map(({ start }) => start)}::date[], ${days.map(({ end }) => end)}::date[])`;
  return database.row<ImportCounts>(writeStatement(staged, periodTable));
}

/**
 * One statement for all rows. `compared` joins each staged row to the current one of the same indicator, period,
 * area, organization and source. What a file has no column for stays as it is; of a new figure it is the default.
 * Values are compared as text, for 0.5 and 0.50 are equal as numbers and not to the last digit.
 */
function writeStatement({ table, given, clock }: StagedRows, periods: Sql): Sql {
  const now = clock.now();
  const fileOrCurrent = (column: "qualifier" | "status" | "note", staged: Sql, current: Sql) =>
    given.has(column) ? staged : sql`CASE WHEN o.id IS NULL THEN ${staged} ELSE ${current} END`;
  const qualifier = sql`coalesce(s.qualifier, 'EXACT')::value_qualifier`;
  const status = sql`coalesce(s.status, 'NORMAL')::observation_status`;
  return sql`
    WITH compared AS (
      SELECT s.indicator, nullif(s.area, ${national}) AS area, s.organization, s.period, p.first_day, p.last_day, s.value,
        ${fileOrCurrent("qualifier", qualifier, sql`o.qualifier`)} AS qualifier,
        ${fileOrCurrent("status", status, sql`o.status`)} AS status,
        ${fileOrCurrent("note", sql`s.note`, sql`o.note`)} AS note,
        s.source, ${publishedAtSql(sql`d.published_on`, now)} AS published_at,
        o.id AS current_id, o.revision, o.value AS current_value, o.qualifier AS current_qualifier,
        o.status AS current_status, o.note AS current_note
      FROM ${table} AS s JOIN ${periods} AS p(period, first_day, last_day) ON p.period = s.period
      LEFT JOIN source_document d ON d.id = s.source
      LEFT JOIN observation o ON o.superseded_at IS NULL AND o.indicator_code = s.indicator
        AND o.period = s.period AND coalesce(o.area_code, ${national}) = s.area
        AND coalesce(o.organization_code, '') = coalesce(s.organization, '')
        AND coalesce(o.source_id, '') = coalesce(s.source, '')
    ), written AS (
      INSERT INTO observation (indicator_code, area_code, organization_code, period, period_start, period_end, value,
        qualifier, status, source_id, note, published_at, recorded_at, revision, supersedes_id, origin)
      SELECT indicator, area, organization, period, first_day, last_day, value, qualifier, status, source, note,
        published_at, ${now}, coalesce(revision, 0) + 1, current_id,
        (CASE WHEN source IS NULL THEN 'REPORTED' ELSE 'PUBLISHED' END)::data_origin
      FROM compared
      WHERE current_id IS NULL OR (value::text, qualifier, status, note)
        IS DISTINCT FROM (current_value::text, current_qualifier, current_status, current_note)
      RETURNING supersedes_id)
    SELECT (count(*) FILTER (WHERE supersedes_id IS NULL))::int AS inserted, count(supersedes_id)::int AS changed,
      (SELECT count(*)::int FROM compared) - count(*)::int AS unchanged
    FROM written`;
}
