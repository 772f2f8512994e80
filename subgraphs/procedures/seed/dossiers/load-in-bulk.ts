import sql, { raw } from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";

/**
 * Runs `work` while tables have no indexes, primary keys and foreign keys, and makes them anew from what the
 * catalog says they were. A million rows are sorted into an index, and checked against another table, in a
 * fraction of the time that a million single entries take. For empty tables in the seed's own transaction: it
 * locks them for everyone. `built` is called with how many of them are built, for they take a while.
 */
export async function loadInBulk(
  database: Database,
  tables: string[],
  work: () => Promise<unknown>,
  built: (done: number, total: number) => void = () => undefined,
): Promise<void> {
  const parts = await database.rows<Part>(sql`
    SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || quote_ident(conname) AS remove,
           'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' '
             || pg_get_constraintdef(oid) AS make,
           CASE contype WHEN 'f' THEN 3 ELSE 1 END AS step
    FROM pg_constraint
    WHERE contype IN ('p', 'u', 'f') AND conparentid = 0 AND (conrelid = ANY(${tables}::regclass[])
      OR conrelid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY(${tables}::regclass[])))
    UNION ALL
    -- Of a partitioned table's index the catalog says ON ONLY; made so, the partitions would have none.
    SELECT 'DROP INDEX ' || indexrelid::regclass, replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON '), 2
    FROM pg_index WHERE indrelid = ANY(${tables}::regclass[])
      AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
    ORDER BY step, make`);
  // Foreign keys are dropped first and made last: they depend on the primary keys.
  for (const part of parts.toReversed()) await database.rows(sql`${raw(part.remove)}`);
  await work();
  for (const [at, part] of parts.entries()) {
    await database.rows(sql`${raw(part.make)}`);
    built(at + 1, parts.length);
  }
}

interface Part {
  remove: string;
  make: string;
  step: number;
}
