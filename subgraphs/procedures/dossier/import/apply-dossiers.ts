import sql, { raw, type Sql } from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";

/**
 * Brings the dossiers to what the staged rows say; they were locked when their statuses were checked. All new dossiers
 * are one INSERT and all changed ones one UPDATE, for each statement writes to the change log once.
 */
export async function applyDossiers(staged: StagedRows): Promise<ImportCounts> {
  const { database, clock, part } = staged;
  await database.rows(sql`SET LOCAL work_mem = '128MB'`);
  part("plan");
  await plan(staged);
  const counts = await database.row<ImportCounts>(sql`
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted,
      (count(*) FILTER (WHERE is_changed AND NOT is_new))::int AS changed,
      (count(*) FILTER (WHERE NOT is_changed))::int AS unchanged
    FROM plan`);
  if (counts.inserted > 0) await insertDossiers(database, clock.now(), part);
  if (counts.changed > 0) await updateDossiers(database, clock.now(), part);
  part("planner's statistics");
  await refreshStatistics(database, counts);
  return counts;
}

/**
 * PostgreSQL samples the partitions by itself, a minute after they have changed, but never the table of all of them:
 * so that is done here when a tenth of it is new, as PostgreSQL would, and of partitions those that are new; all of them
 * before PostgreSQL 18, which has no other way. Events are found by their key alone.
 */
async function refreshStatistics(database: Database, { inserted, changed }: ImportCounts): Promise<void> {
  const { stale, alone, unknown } = await database.row<{
    stale: boolean;
    alone: boolean;
    unknown: string[];
  }>(sql`
    SELECT reltuples * 0.1 <= ${inserted + changed}::int AND ${inserted + changed}::int > 1000 AS stale,
      current_setting('server_version_num')::int >= 180000 AS alone,
      ARRAY(SELECT format('%I', relname) FROM pg_partition_tree('dossier') JOIN pg_class p ON p.oid = relid
        WHERE isleaf AND p.reltuples < 0) AS unknown
    FROM pg_class WHERE oid = 'dossier'::regclass`);
  if (!stale) return;
  const tables = alone ? ["ONLY dossier", ...unknown] : ["dossier"];
  await database.rows(sql`ANALYZE ${raw(tables.join(", "))}`);
}

/** The staged rows as they will be, with the stored values. A column that the file lacks leaves the stored value. */
async function plan({ database, table, given, clock }: StagedRows): Promise<void> {
  const merged = (column: string, staged: Sql, stored: Sql) => (given.has(column) ? staged : stored);
  await database.rows(sql`
    CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
    WITH wanted AS (
      SELECT s.code, d.id AS known_id, d, s.procedure AS procedure_code, s.organization AS organization_code,
        ${merged("unit", sql`s.unit`, sql`d.unit_code`)} AS unit_code, s.channel::dossier_channel AS channel,
        s.applicant::applicant_kind AS applicant, s.status::dossier_status AS status, s.received_at, s.due_at,
        s.resolved_at, ${closedAt(clock.now())} AS closed_at, s.digitised, s.electronic_result, s.payment::payment_kind AS payment,
        ${merged("synchronised_at", sql`s.synchronised_at`, sql`d.synchronised_at`)} AS synchronised_at,
        ${merged("satisfaction", sql`s.satisfaction::smallint`, sql`d.satisfaction`)} AS satisfaction
      FROM ${table} AS s LEFT JOIN (dossier_code c JOIN dossier d ON d.id = c.dossier_id) ON c.code = s.code
      -- Ids then come in the order of receipt, and rows that are near in one index are so in others.
      ORDER BY s.received_at
    )
    SELECT code, coalesce(known_id, new_dossier_id(received_at)) AS id, ${valuesOf("")},
      (d).status AS old_status, (d).received_at AS old_received_at, (d).resolved_at AS old_resolved_at,
      known_id IS NULL AS is_new,
      known_id IS NULL OR (${valuesOf("")}) IS DISTINCT FROM (${valuesOf("(d).")}) AS is_changed
    FROM wanted`);
}

/**
 * When a staged row `s` of a dossier `d` ended without a result. A file does not say so: it is the stored instant, no
 * earlier than the receipt, and at first that of the event that the import adds.
 */
function closedAt(now: Date): Sql {
  return sql`CASE WHEN s.status IN ('REJECTED', 'WITHDRAWN', 'STOPPED') THEN CASE WHEN d.closed_at IS NOT NULL
    THEN greatest(d.closed_at, s.received_at)
    ELSE greatest(${now}::timestamptz, (SELECT max(e.at) FROM dossier_event e WHERE e.dossier_id = d.id)) END END`;
}

/** The columns of `dossier` that a file gives. */
const columns = [
  "procedure_code",
  "organization_code",
  "unit_code",
  "channel",
  "applicant",
  "status",
  "received_at",
  "due_at",
  "resolved_at",
  "closed_at",
  "digitised",
  "electronic_result",
  "payment",
  "synchronised_at",
  "satisfaction",
];
const valuesOf = (row: string) => raw(columns.map((column) => `${row}${column}`).join(", "));

async function insertDossiers(database: Database, now: Date, part: StagedRows["part"]): Promise<void> {
  part("dossiers, counted");
  await database.rows(sql`
    SELECT create_dossier_month(to_date(month::text, 'YYYYMM'))
    FROM (SELECT DISTINCT id / 1000000000000 AS month FROM plan WHERE is_new ORDER BY month) AS months`);
  await database.rows(sql`
    INSERT INTO dossier (id, ${valuesOf("")}, origin) SELECT id, ${valuesOf("")}, 'REPORTED' FROM plan WHERE is_new ORDER BY id`);
  part("numbers on receipts");
  await database.rows(sql`
    INSERT INTO dossier_code (code, dossier_id) SELECT code, id FROM plan WHERE is_new ORDER BY code`);
  part("events");
  await database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status, note)
    SELECT id, sequence, at, status, CASE WHEN sequence = 3 THEN 'Import' END
    FROM (
      SELECT id, unnest('{1,2,3}'::smallint[]) AS sequence,
        unnest(ARRAY[received_at, resolved_at, CASE WHEN ${hasEventOfImport} THEN ${now}::timestamptz END]) AS at,
        unnest(ARRAY['REGISTERED', 'RESOLVED', status]) AS status
      FROM plan WHERE is_new ORDER BY id OFFSET 0) AS event
    WHERE at IS NOT NULL`);
}

/** A status without an instant in the file gets that of the import, and a note that says so. */
const hasEventOfImport = sql`status NOT IN ('REGISTERED', 'RESOLVED')`;

async function updateDossiers(database: Database, now: Date, part: StagedRows["part"]): Promise<void> {
  part("changed dossiers, counted");
  await database.rows(sql`ANALYZE plan`);
  await database.rows(sql`
    UPDATE dossier d SET (${valuesOf("")}) = ROW (${valuesOf("p.")})
    FROM plan p WHERE p.id = d.id AND p.is_changed AND NOT p.is_new`);
  part("events of changed dossiers");
  await moveEvents(database);
  await addEvents(database, now);
}

/**
 * An instant of the file goes before the events that contradict it: they move, no further than they must, and so
 * stay in their order.
 */
async function moveEvents(database: Database): Promise<void> {
  await database.rows(sql`
    UPDATE dossier_event e SET at = settled.at
    FROM (
      SELECT e.dossier_id, e.sequence, CASE e.status
        WHEN 'REGISTERED' THEN p.received_at
        WHEN 'RESOLVED' THEN p.resolved_at
        WHEN 'RETURNED' THEN greatest(e.at, p.resolved_at)
        ELSE least(greatest(e.at, p.received_at), p.resolved_at) END AS at
      FROM plan p JOIN dossier_event e ON e.dossier_id = p.id
      WHERE NOT p.is_new AND (p.received_at, p.resolved_at) IS DISTINCT FROM (p.old_received_at, p.old_resolved_at)
    ) AS settled
    WHERE e.dossier_id = settled.dossier_id AND e.sequence = settled.sequence AND e.at <> settled.at`);
}

async function addEvents(database: Database, now: Date): Promise<void> {
  const last = (column: "sequence" | "at") =>
    sql`(SELECT max(e.${raw(column)}) FROM dossier_event e WHERE e.dossier_id = p.id)`;
  await database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status)
    SELECT p.id, ${last("sequence")} + 1, p.resolved_at, 'RESOLVED'
    FROM plan p WHERE NOT p.is_new AND p.resolved_at IS NOT NULL AND p.old_resolved_at IS NULL ORDER BY p.id`);
  await database.rows(sql`
    INSERT INTO dossier_event (dossier_id, sequence, at, status, note)
    SELECT p.id, ${last("sequence")} + 1, greatest(${now}::timestamptz, ${last("at")}), p.status, 'Import'
    FROM plan p WHERE NOT p.is_new AND p.status <> p.old_status AND ${hasEventOfImport} ORDER BY p.id`);
}
