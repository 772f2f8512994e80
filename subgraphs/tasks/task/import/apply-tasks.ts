import sql, { type Sql } from "sql-template-tag";
import type { Database } from "../../../../shared/database/database";
import type { ImportCounts, StagedRows } from "../../../../shared/import/definition/import-definition";
import { deriveTaskStates } from "../task-state";

/**
 * Brings the tasks to what the staged rows say. A plan has each row with the task as it was, so that all steps that
 * follow compare with one snapshot; the tasks are locked, for mutations go on meanwhile.
 */
export async function applyTasks(staged: StagedRows): Promise<ImportCounts> {
  const { database, actor, clock } = staged;
  await plan(staged);
  await insertTasks(database);
  await addHistory(database, actor, clock.now());
  await updateTasks(database);
  await replaceCoordinators(database);
  await deriveTaskStates(database, sql`SELECT id FROM plan WHERE is_changed`);
  return database.row<ImportCounts>(sql`
    SELECT (count(*) FILTER (WHERE is_new))::int AS inserted,
      (count(*) FILTER (WHERE is_changed AND NOT is_new))::int AS changed,
      (count(*) FILTER (WHERE NOT is_changed))::int AS unchanged
    FROM plan`);
}

/** The staged rows with the stored values. A column that the file lacks leaves the stored value. */
async function plan({ database, table, given }: StagedRows): Promise<void> {
  const merged = (column: string, staged: Sql, stored: Sql) => (given.has(column) ? staged : stored);
  await database.rows(sql`
    SELECT t.id FROM task t JOIN ${table} AS s ON s.code = t.code ORDER BY t.id FOR UPDATE OF t`);
  await database.rows(sql`
    CREATE TEMPORARY TABLE plan ON COMMIT DROP AS
    WITH wanted AS (
      SELECT t.id, t.id IS NULL AS is_new, s.code, s.title, s.assigned_by, s.lead, s.assigned_on, s.due_on,
        ${merged("completed_on", sql`s.completed_on`, sql`t.completed_on`)} AS completed_on,
        ${merged("progress", sql`s.progress`, sql`t.progress`)}::double precision AS progress,
        ${merged("person", sql`s.person`, sql`t.person`)} AS person,
        ${merged("work", sql`s.work`, sql`t.work`)} AS work,
        ${merged("responsibility", sql`s.responsibility`, sql`t.responsibility`)} AS responsibility,
        ${merged("product", sql`s.product`, sql`t.product`)} AS product,
        ${merged("authority", sql`s.authority`, sql`t.authority`)} AS authority,
        ${merged("key_result", sql`s.key_result`, sql`t.key_result_code`)} AS key_result,
        ${merged("coordinators", sql`ARRAY(SELECT DISTINCT unnest(s.coordinators) ORDER BY 1)`, sql`c.codes`)} AS coordinators,
        t.due_on AS old_due_on, t.completed_on AS old_completed_on, t.progress AS old_progress,
        c.codes AS old_coordinators, t
      FROM ${table} AS s LEFT JOIN task t ON t.code = s.code
      CROSS JOIN LATERAL (
        SELECT ARRAY(SELECT organization_code FROM task_coordinator WHERE task_id = t.id ORDER BY 1) AS codes) AS c
    ), settled AS (
      SELECT id, is_new, code, title, assigned_by, lead, assigned_on, due_on, completed_on, person, work,
        responsibility, product, authority, key_result, coordinators, old_due_on, old_completed_on, old_progress,
        old_coordinators, t,
        CASE WHEN completed_on IS NOT NULL THEN 1 ELSE coalesce(progress, old_progress, 0) END AS progress
      FROM wanted
    )
    SELECT id, is_new, code, title, assigned_by, lead, assigned_on, due_on, completed_on, person, work,
      responsibility, product, authority, key_result, coordinators, old_due_on, old_completed_on, old_progress,
      old_coordinators, progress,
      is_new OR coordinators <> old_coordinators
        OR (title, due_on, completed_on, progress, person, work, responsibility, product, authority, key_result)
        IS DISTINCT FROM ((t).title, old_due_on, old_completed_on, old_progress, (t).person, (t).work,
          (t).responsibility, (t).product, (t).authority, (t).key_result_code) AS is_changed
    FROM settled`);
  await database.rows(sql`CREATE INDEX ON plan (code)`);
  await database.rows(sql`ANALYZE plan`);
}

async function insertTasks(database: Database): Promise<void> {
  await database.rows(sql`
    WITH inserted AS (
      INSERT INTO task (code, title, assigned_by, lead_organization_code, assigned_on, original_due_on, due_on,
        completed_on, progress, person, work, responsibility, product, authority, key_result_code, origin)
      SELECT code, title, assigned_by::assigning_authority, lead, assigned_on, due_on, due_on, completed_on, progress,
        person, work, responsibility, product, authority, key_result, 'REPORTED'
      FROM plan WHERE is_new ORDER BY code RETURNING id, code)
    UPDATE plan SET id = inserted.id FROM inserted WHERE inserted.code = plan.code`);
}

/** The changes in the order in which they would have been made; ids preserve it within the one instant of the import. */
async function addHistory(database: Database, actor: string, now: Date): Promise<void> {
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on)
    SELECT id, 'ASSIGNED', ${now}, ${actor}, due_on FROM plan WHERE is_new ORDER BY id`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by)
    SELECT id, 'REOPENED', ${now}, ${actor} FROM plan
    WHERE NOT is_new AND completed_on IS NULL AND old_completed_on IS NOT NULL ORDER BY id`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, completed_on, note)
    SELECT id, 'EXTENDED', ${now}, ${actor}, due_on, old_due_on, NULL, 'Import'
    FROM plan WHERE NOT is_new AND due_on > old_due_on ORDER BY id`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, progress)
    SELECT id, 'PROGRESS_REPORTED', ${now}, ${actor}, progress FROM plan
    WHERE completed_on IS NULL AND progress IS DISTINCT FROM coalesce(old_progress, 0) ORDER BY id`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, completed_on)
    SELECT id, 'COMPLETED', ${now}, ${actor}, completed_on FROM plan
    WHERE completed_on IS NOT NULL AND (completed_on IS DISTINCT FROM old_completed_on OR due_on > old_due_on)
    ORDER BY id`);
}

async function updateTasks(database: Database): Promise<void> {
  await database.rows(sql`
    UPDATE task t SET title = p.title, due_on = p.due_on, completed_on = p.completed_on, progress = p.progress,
      person = p.person, work = p.work, responsibility = p.responsibility, product = p.product,
      authority = p.authority, key_result_code = p.key_result, version = t.version + 1
    FROM plan p WHERE p.id = t.id AND p.is_changed AND NOT p.is_new`);
}

async function replaceCoordinators(database: Database): Promise<void> {
  await database.rows(sql`
    DELETE FROM task_coordinator c USING plan p
    WHERE c.task_id = p.id AND NOT p.is_new AND p.coordinators <> p.old_coordinators`);
  await database.rows(sql`
    INSERT INTO task_coordinator (task_id, organization_code)
    SELECT p.id, coordinator FROM plan p CROSS JOIN LATERAL unnest(p.coordinators) AS coordinator
    WHERE p.is_new OR p.coordinators <> p.old_coordinators`);
}
