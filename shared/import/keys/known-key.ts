import sql, { raw } from "sql-template-tag";
import type { SetCheck } from "../definition/import-definition";

export interface KnownKeyOptions<Key extends string> {
  /** Column of the import; text, or a list of codes. */
  column: Key;
  /** Where the key must be: `organization.code`. */
  isIn: `${string}.${string}`;
  /** What was expected, e.g. `the code of a known organization`. */
  expected: string;
}

/** The commonest check of all: what a column names is there. Empty cells pass. */
export function knownKey<const Key extends string>(options: KnownKeyOptions<Key>): SetCheck<Key> {
  const [table = "", key = ""] = options.isIn.split(".");
  const column = raw(`"${options.column}"`);
  return {
    column: options.column,
    expected: options.expected,
    // A scalar becomes a list of one, so that both kinds of column are one case. The few different keys are looked up
    // first, and lines only when one of them is unknown.
    find: ({ table: staged }) => sql`
      WITH unknown AS MATERIALIZED (
        SELECT named FROM (
          SELECT DISTINCT named FROM (SELECT DISTINCT ${column} AS cell FROM ${staged}) AS cells,
            LATERAL unnest(ARRAY[cell]) AS named) AS different
        WHERE NOT EXISTS (SELECT FROM ${raw(table)} AS known WHERE known.${raw(key)} = named) AND named IS NOT NULL)
      SELECT line, string_agg(named, ', ' ORDER BY named) AS got
      FROM ${staged}, LATERAL unnest(ARRAY[${column}]) AS named
      WHERE EXISTS (SELECT FROM unknown) AND named IN (SELECT named FROM unknown)
      GROUP BY line`,
  };
}
