import sql, { type Sql } from "sql-template-tag";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";

/** Writes the staged datasets. What the file has no column for stays as it is, and so do the criteria. */
export async function applyDatasets({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const fileOrStored = (column: string, staged: Sql, stored: Sql) => (given.has(column) ? staged : stored);
  const values = sql`(s.theme, s.frequency::update_frequency, s.modified_at, s.access_level::access_level,
    s.on_open_data_portal, ${fileOrStored("description", sql`s.description`, sql`d.description`)},
    ${fileOrStored("keywords", sql`coalesce(s.keywords, '{}')`, sql`d.keywords`)},
    ${fileOrStored("license", sql`s.license`, sql`d.license`)}, ${fileOrStored("system", sql`s.system`, sql`d.system_code`)},
    ${fileOrStored("graph_source", sql`s.graph_source`, sql`d.graph_source`)})`;
  // Locked first: a mutation at the same time comes before all of this or after it.
  await database.rows(sql`
    SELECT d.id FROM dataset d JOIN ${table} s ON (d.publisher_code, d.title) = (s.publisher, s.title)
    ORDER BY d.id FOR UPDATE OF d`);
  const { changed } = await database.row<{ changed: number }>(sql`
    WITH written AS (
      UPDATE dataset d SET (theme, frequency, modified_at, access_level, on_open_data_portal, description, keywords,
        license, system_code, graph_source) = ${values}, origin = 'REPORTED'
      FROM ${table} s WHERE (d.publisher_code, d.title) = (s.publisher, s.title)
        AND (d.theme, d.frequency, d.modified_at, d.access_level, d.on_open_data_portal, d.description, d.keywords,
          d.license, d.system_code, d.graph_source) IS DISTINCT FROM ${values}
      RETURNING 1)
    SELECT count(*)::int AS changed FROM written`);
  const { inserted, rows } = await database.row<{ inserted: number; rows: number }>(sql`
    WITH written AS (
      INSERT INTO dataset (publisher_code, title, description, theme, keywords, frequency, modified_at, license,
        access_level, on_open_data_portal, system_code, graph_source, origin)
      SELECT publisher, title, description, theme, coalesce(keywords, '{}'), frequency::update_frequency,
        modified_at, license, access_level::access_level, on_open_data_portal, system, graph_source, 'REPORTED'
      FROM ${table} s
      WHERE NOT EXISTS (SELECT FROM dataset d WHERE (d.publisher_code, d.title) = (s.publisher, s.title))
      RETURNING 1)
    SELECT (SELECT count(*)::int FROM written) AS inserted, (SELECT count(*)::int FROM ${table}) AS rows`);
  return { inserted, changed, unchanged: rows - inserted - changed };
}
