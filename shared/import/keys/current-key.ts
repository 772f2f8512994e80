import sql, { raw, type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../base/clock/calendar-day";
import type { Database } from "../../database/database";
import type { SetCheck } from "../definition/import-definition";

/** Keys that all began on one day, before which others stood, some of them under the same keys. */
export interface CurrentKeys {
  /** Table, key and name of those that stand. */
  table: string;
  key: string;
  name: string;
  /** Keys of the table that are meant by no row: of a whole, say. */
  except: readonly string[];
  /** Table of those that stood before, with `key`, `name` and the keys of what they became. */
  formerTable: string;
  successors: string;
  /** The first day of those that stand. */
  since: CalendarDay;
}

export interface CurrentKeyOptions<Column extends string> {
  /** Column of the import, text; empty cells pass. */
  column: Column;
  /** What is before the key in that column, if anything; cells that name no such key are another check's then. */
  prefix?: string;
  /** The day of the row `s`, a date or null; absent: today. */
  day?: Sql;
  /** Cells that are good whatever the day: of a whole, say. */
  besides?: readonly string[];
  /** What was expected, e.g. `the code of a known ward or commune`. */
  expected: string;
}

/**
 * Refuses a key that nothing has today, or that nothing, or something else, had on the row's day, and says of one that
 * stood before what it was and what it became.
 */
export function currentKey<const Column extends string>(
  keys: CurrentKeys,
  { column, prefix = "", day, besides = [], expected }: CurrentKeyOptions<Column>,
): SetCheck<Column> {
  const cell = sql`s.${raw(`"${column}"`)}`;
  return {
    column,
    expected,
    find: ({ table }) => findDissolved(keys, { table, cell, prefix, besides, day: day ?? sql`NULL::date` }),
  };
}

/** The same of one key, outside of imports: what was got, with its story; undefined where all is well. */
export async function describeDissolved(
  database: Database,
  keys: CurrentKeys,
  { key, day = null, prefix = "" }: { key: string; day?: CalendarDay | null; prefix?: string },
): Promise<string | undefined> {
  const table = sql`(SELECT 1 AS line, ${key.replaceAll("\u0000", "")}::text AS cell, ${day}::date AS day)`;
  const query = { table, cell: sql`s.cell`, prefix, besides: [], day: sql`s.day` };
  const [dissolved] = await database.rows<{ got: string; hint: string | null }>(findDissolved(keys, query));
  return dissolved && [dissolved.got, ...(dissolved.hint === null ? [] : [dissolved.hint])].join(": ");
}

interface DissolvedQuery {
  table: Sql;
  cell: Sql;
  prefix: string;
  day: Sql;
  besides: readonly string[];
}

function findDissolved(keys: CurrentKeys, { table, cell, prefix, day, besides }: DissolvedQuery): Sql {
  const { table: currentTable, key, name, formerTable, successors } = keys;
  const isCurrent = sql`EXISTS (SELECT FROM ${raw(currentTable)} AS now WHERE ${prefix} || now.${raw(key)} = ${cell}
    AND now.${raw(key)} <> ALL (${[...keys.except]}::text[]))`;
  const isBefore = sql`coalesce(${day} < ${keys.since}::date, FALSE)`;
  const became = sql`(SELECT string_agg(format('%s%s (%s)', ${prefix}::text, now.${raw(key)}, now.${raw(name)}), ', '
    ORDER BY now.${raw(key)}) FROM ${raw(currentTable)} AS now WHERE now.${raw(key)} = ANY (f.${raw(successors)}))`;
  return sql`
    SELECT line, ${cell} AS got, CASE
      WHEN former IS NOT NULL AND ${isBefore} THEN format('on %s it was %s', ${day}, former)
      WHEN former IS NOT NULL THEN format('until %s it was %s', ${keys.since}::date - 1, former)
      WHEN is_current THEN format('it began on %s, after %s', ${keys.since}::date, ${day}) END AS hint
    FROM (
      SELECT s.*, ${isCurrent} AS is_current, (
        SELECT format('%s, now %s', f.${raw(name)}, ${became}) FROM ${raw(formerTable)} AS f
        WHERE ${prefix} || f.${raw(key)} = ${cell}) AS former
      FROM ${table} AS s) AS s
    WHERE ${cell} IS NOT NULL AND ${cell} <> ALL (${[...besides]}::text[]) AND (NOT is_current OR ${isBefore}) AND (${prefix === ""} OR is_current OR EXISTS (
      SELECT FROM ${raw(formerTable)} AS f WHERE ${prefix} || f.${raw(key)} = ${cell}))`;
}
