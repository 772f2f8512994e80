import sql from "sql-template-tag";
import type { Statements } from "../database/statements";
import type { RunDraft, RunEnd, TableRun } from "./table-run";

/** A process that gives no sign for so long has died, in seconds; it gives one each second. */
const deadAfterSeconds = 30;

const columns = sql`id, name, format, saved_query AS "savedQuery", share, subject, role, state, rows::float8 AS rows,
  expected_rows::float8 AS "expectedRows", error_code AS "errorCode", started_at AS "startedAt", ended_at AS "endedAt"`;

export async function insertRun(
  statements: Statements,
  id: string,
  { name, format, savedQuery, share, viewer, requestId }: RunDraft,
  now: Date,
): Promise<void> {
  await statements.rows(sql`
    INSERT INTO table_run (id, name, format, saved_query, share, subject, role, request_id, started_at)
    VALUES (${id}, ${name}, ${format}, ${savedQuery ?? null}, ${share ?? null}, ${viewer.subject}, ${viewer.role},
      ${requestId}, ${now})`);
}

/** How far runs of this process have come. Gives those that somebody wants cancelled. */
export async function updateRuns(
  statements: Statements,
  runs: readonly { id: string; rows: number; expectedRows: number | null }[],
): Promise<string[]> {
  const rows = await statements.rows<{ id: string; isCancelled: boolean }>(sql`
    WITH seen AS (
      UPDATE table_run AS run
      SET rows = now.rows, expected_rows = now.expected_rows, seen_at = clock_timestamp()
      FROM unnest(${runs.map(({ id }) => id)}::uuid[], ${runs.map((run) => run.rows)}::bigint[],
        ${runs.map(({ expectedRows }) => expectedRows)}::bigint[]) AS now (id, rows, expected_rows)
      WHERE run.id = now.id AND run.state = 'running'
      RETURNING run.id, run.cancel_asked_at)
    SELECT id, cancel_asked_at IS NOT NULL AS "isCancelled" FROM seen`);
  return rows.flatMap(({ id, isCancelled }) => (isCancelled ? [id] : []));
}

export async function endRun(
  statements: Statements,
  run: { id: string; rows: number; expectedRows: number | null },
  { state, errorCode = undefined }: RunEnd,
  now: Date,
): Promise<void> {
  await statements.rows(sql`
    UPDATE table_run SET state = ${state}, error_code = ${errorCode ?? null}, rows = ${run.rows},
      expected_rows = ${run.expectedRows}, ended_at = ${now}
    WHERE id = ${run.id}`);
}

export async function findRun(statements: Statements, id: string): Promise<TableRun | undefined> {
  const [row] = await statements.rows<TableRun>(sql`SELECT ${columns} FROM table_run WHERE id = ${id}`);
  return row;
}

/** The newest of somebody's; `subject`: null for everyone's. */
export async function listRuns(
  statements: Statements,
  subject: string | null,
  limit: number,
): Promise<TableRun[]> {
  return statements.rows<TableRun>(sql`
    SELECT ${columns} FROM table_run WHERE (${subject}::text IS NULL OR subject = ${subject})
    ORDER BY started_at DESC, id LIMIT ${limit}`);
}

/** Asks the process that runs it to stop. */
export async function askToCancel(statements: Statements, id: string, now: Date): Promise<void> {
  await statements.rows(sql`
    UPDATE table_run SET cancel_asked_at = coalesce(cancel_asked_at, ${now})
    WHERE id = ${id} AND state = 'running'`);
}

/** Runs whose process has died have failed. */
export async function endDeadRuns(statements: Statements, now: Date): Promise<void> {
  await statements.rows(sql`
    UPDATE table_run SET state = 'failed', error_code = 'SERVICE_UNAVAILABLE', ended_at = ${now}
    WHERE state = 'running' AND seen_at < clock_timestamp() - make_interval(secs => ${deadAfterSeconds})`);
}

/** Those that began before an instant; gives their number. */
export async function deleteOldRuns(statements: Statements, before: Date): Promise<number> {
  const { count } = await statements.row<{ count: number }>(sql`
    WITH gone AS (DELETE FROM table_run WHERE started_at < ${before} AND state <> 'running' RETURNING 1)
    SELECT count(*)::int AS count FROM gone`);
  return count;
}
