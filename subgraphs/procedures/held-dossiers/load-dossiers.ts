import sql, { raw, type Sql } from "sql-template-tag";
import { snapshotOrigin } from "../../../shared/change-epoch/change-epoch";
import type { Database } from "../../../shared/database/database";
import { findKeySet } from "../dossier/dossier-key-sets";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import { dailyTallies, tallyRows } from "../dossier/tally-rows";
import type { DossierThread } from "./dossier-thread";
import { packedColumns } from "./pack-dossiers";
import type { Codes, PackedWithPlaces } from "./packed-parts";

/** Most dossiers that are held in half of some memory: 33 bytes each. */
export function mostHeldIn(bytes: number): number {
  return Math.floor(bytes / 2 / 33);
}

/** A million dossiers take some seconds; no request waits for them. */
const longestMs = 60_000;

/**
 * Reads all dossiers into a thread, a month's partition at a time, so that requests are answered in between. Gives the
 * snapshot of the database that they are of; undefined when there are more than are held. Throws RangeError for dossiers
 * that columns have no room for.
 */
export function loadDossiers(
  database: Database,
  thread: DossierThread,
  mostBytes: number,
): Promise<{ origin: string; snapshot: string } | undefined> {
  return database.transaction(async (transaction) => {
    await transaction.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
    await transaction.rows(sql`
      SELECT set_config('statement_timeout', ${String(longestMs)}, TRUE), set_config('work_mem', '128MB', TRUE)`);
    const { origin, snapshot, size } = await transaction.row<SnapshotRow>(sql`
      SELECT ${snapshotOrigin} AS origin, pg_current_snapshot()::text AS snapshot, coalesce(sum(received), 0)::float8 AS size
      FROM (${dailyTallies("RECEIVED")}) AS daily`);
    if (origin === null) throw new Error("Expected a change epoch of this server; there is none.");
    if (size > mostHeldIn(mostBytes)) return undefined;
    const codes = await readCodes(transaction);
    await thread.call("create", { codes, size, mostBytesOfGroups: mostBytes / 2 });
    let written = 0;
    for (const { partition } of await partitionsOf(transaction)) {
      for (const packed of await transaction.rows<PackedWithPlaces>(packPartition(partition, codes)))
        written = await thread.call("write", packed);
    }
    if (written !== size) throw new Error(`Expected ${size} dossiers; got ${written}.`);
    return { origin, snapshot };
  });
}

interface SnapshotRow {
  origin: string | null;
  snapshot: string;
  size: number;
}

async function readCodes(database: Database): Promise<Codes> {
  return database.row<Codes>(sql`
    SELECT
      (SELECT coalesce(array_agg(DISTINCT organization_code), '{}') FROM (${talliesBy(DossierDimension.ORGANIZATION)}) AS t)
        AS organizations,
      (SELECT coalesce(array_agg(DISTINCT unit_code), '{}') FROM (${talliesBy(DossierDimension.UNIT)}) AS t) AS units,
      coalesce(array_agg(code ORDER BY code), '{}') AS procedures,
      coalesce(array_agg(field_code ORDER BY code), '{}') AS fields
    FROM procedure`);
}

/** The smallest of the tallies that know a dimension: every dossier is counted in one of them. */
function talliesBy(dimension: DossierDimension): Sql {
  const set = findKeySet("RECEIVED", new Set([dimension]), ["year"]);
  if (set === undefined) throw new Error(`Expected a set of keys by year and ${dimension}.`);
  return tallyRows(set, [dimension], sql`received`);
}

/** The names of the partitions, ready for SQL. */
function partitionsOf(database: Database): Promise<{ partition: string }[]> {
  return database.rows(sql`
    SELECT format('%I', relname) AS partition FROM pg_partition_tree('dossier') JOIN pg_class ON oid = relid
    WHERE isleaf ORDER BY relname`);
}

/** In some rows, for a large text takes a moment to read. */
function packPartition(partition: string, { organizations, units, procedures }: Codes): Sql {
  const place = (codes: readonly (string | null)[]) =>
    sql`unnest(${codes.map((code) => code ?? "")}::text[]) WITH ORDINALITY`;
  return sql`
    SELECT ${packedColumns}, string_agg(int4send((o.place - 1)::int), '') AS organizations,
      string_agg(int4send((u.place - 1)::int), '') AS units, string_agg(int4send((p.place - 1)::int), '') AS procedures
    FROM ${raw(partition)} d
      JOIN ${place(organizations)} AS o (code, place) ON o.code = d.organization_code
      JOIN ${place(units)} AS u (code, place) ON u.code = coalesce(d.unit_code, '')
      JOIN ${place(procedures)} AS p (code, place) ON p.code = d.procedure_code
    GROUP BY d.id % 8`;
}
