import sql, { join, raw, type Sql } from "sql-template-tag";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";

/**
 * Writes the staged enterprises over those of the same names. A column that the file does not have leaves what is
 * there. An enterprise of which nothing differs is left alone, its origin included.
 */
export function applyEnterprises({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const stored = join(columns.map(({ name }) => raw(`enterprise.${name}`)));
  const wanted = join(
    columns.map(({ name, key }) => raw(given.has(key) ? `excluded.${name}` : `enterprise.${name}`)),
  );
  const names = join(columns.map(({ name }) => raw(name)));
  return database.row<ImportCounts>(sql`
    WITH written AS (
      INSERT INTO enterprise (name, ${names}, origin)
      SELECT s.name, ${join(columns.map(({ staged }) => staged))}, 'REPORTED' FROM ${table} AS s
      ON CONFLICT (name) DO UPDATE SET (${names}, origin) = (${wanted}, 'REPORTED')
      WHERE (${stored}) IS DISTINCT FROM (${wanted})
      RETURNING (xmax = 0) AS is_new)
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted, (count(*) FILTER (WHERE NOT is_new))::int AS changed,
      (SELECT count(*)::int FROM ${table}) - count(*)::int AS unchanged
    FROM written`);
}

/** The columns of the table, the column of the file behind each, and how a staged cell becomes its value. */
const columns: { name: string; key: string; staged: Sql }[] = [
  { name: "kinds", key: "kinds", staged: sql`coalesce(s.kinds, '{}')::enterprise_kind[]` },
  { name: "industry", key: "industry", staged: sql`s.industry` },
  { name: "unit_code", key: "unit", staged: sql`s.unit` },
  { name: "founded_on", key: "founded_on", staged: sql`s.founded_on` },
  { name: "certified_on", key: "certified_on", staged: sql`s.certified_on` },
  { name: "employees", key: "employees", staged: sql`s.employees::int` },
  { name: "revenue", key: "revenue", staged: sql`s.revenue` },
  { name: "innovating", key: "innovating", staged: sql`s.innovating` },
];
