import sql from "sql-template-tag";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";

/**
 * Writes the staged systems. What the file has no column for stays as it is; but where a system has left the city,
 * its data centre and its cores are removed too.
 */
export async function applySystems({ database, table, given }: StagedRows): Promise<ImportCounts> {
  const fileOrStored = (column: string, staged: ReturnType<typeof sql>, stored: ReturnType<typeof sql>) =>
    given.has(column) ? staged : stored;
  const level = fileOrStored("security_level", sql`s.security_level::smallint`, sql`i.security_level`);
  const centre = fileOrStored("data_centre", sql`s.data_centre`, sql`i.data_centre_code`);
  const cores = fileOrStored("cpu_cores", sql`s.cpu_cores::int`, sql`i.cpu_cores`);
  const values = sql`(s.name, s.owner, s.commissioned_on, s.hosting::hosting, s.migration::migration_status,
    s.migrated_on, s.data_sharing::data_sharing, ${level},
    CASE WHEN s.migration = 'MIGRATED' THEN ${centre} END, CASE WHEN s.migration = 'MIGRATED' THEN ${cores} END)`;
  const columns = sql`(name, owner_code, commissioned_on, hosting, migration, migrated_on, data_sharing,
    security_level, data_centre_code, cpu_cores)`;
  // Locked first: a mutation at the same time comes before all of this or after it.
  await database.rows(
    sql`SELECT i.code FROM it_system i JOIN ${table} s USING (code) ORDER BY i.code FOR UPDATE OF i`,
  );
  const { changed } = await database.row<{ changed: number }>(sql`
    WITH written AS (
      UPDATE it_system i SET ${columns} = ${values}, origin = 'REPORTED' FROM ${table} s
      WHERE i.code = s.code AND (i.name, i.owner_code, i.commissioned_on, i.hosting, i.migration, i.migrated_on,
        i.data_sharing, i.security_level, i.data_centre_code, i.cpu_cores) IS DISTINCT FROM ${values}
      RETURNING 1)
    SELECT count(*)::int AS changed FROM written`);
  const { inserted, rows } = await database.row<{ inserted: number; rows: number }>(sql`
    WITH written AS (
      INSERT INTO it_system (code, name, owner_code, commissioned_on, hosting, migration, migrated_on, data_sharing,
        security_level, data_centre_code, cpu_cores, origin)
      SELECT s.code, s.name, s.owner, s.commissioned_on, s.hosting::hosting, s.migration::migration_status,
        s.migrated_on, s.data_sharing::data_sharing, s.security_level, s.data_centre, s.cpu_cores, 'REPORTED'
      FROM ${table} s WHERE NOT EXISTS (SELECT FROM it_system i WHERE i.code = s.code)
      RETURNING 1)
    SELECT (SELECT count(*)::int FROM written) AS inserted, (SELECT count(*)::int FROM ${table}) AS rows`);
  return { inserted, changed, unchanged: rows - inserted - changed };
}
