import fc from "fast-check";
import sql from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { OrganizationAxis } from "../../../subgraphs/tasks/organization/organization";
import { AssigningAuthority } from "../../../subgraphs/tasks/task/task";
import { TaskOrderField } from "../../../subgraphs/tasks/task/task.inputs";
import { deriveTaskStates, TaskStatus } from "../../../subgraphs/tasks/task/task-state";
import { anyDays, anyKeys } from "./random-filters";
import type { TaskFilter } from "./task-model";

/** From before the first task to long after the last change. */
export const randomDay = fc.integer({ min: 0, max: 480 }).map((days) => addDays("2024-12-25", days));

const idFilter = anyKeys("SKHCN", "STC", "SXD", "UBND", "TU", "U00004", "HN");
const range = anyDays(
  fc.tuple(randomDay, fc.integer({ min: 1, max: 300 })).map(([first, days]) => [first, addDays(first, days)]),
);
const leaf = {
  assignedBy: anyKeys(...Object.values(AssigningAuthority)),
  overdue: fc.boolean(),
  status: anyKeys(...Object.values(TaskStatus)),
  axis: anyKeys(...Object.values(OrganizationAxis)),
  leadOrganization: idFilter,
  coordinatingOrganization: idFilter,
  assignedOn: range,
  dueOn: range,
  completedOn: range,
  unclear: fc.boolean(),
  search: fc.constantFrom("so hoa", "DỮ LIỆU", "tw-2025-0", "đào tạo", "%", "TEST late"),
};
/** Few fields at once, or nothing would ever fit. */
const few = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .subarray(Object.keys(fields), { maxLength: 2 })
    .chain((names) =>
      fc.record<TaskFilter>(
        Object.fromEntries(names.map((name) => [name, fields[name] ?? fc.constant(null)])),
      ),
    );
/** Any filter of tasks, up to the depth that the subgraph takes. */
export const { filter: randomFilter } = fc.letrec<{ filter: TaskFilter }>((tie) => {
  const parts = fc.array(tie("filter"), { maxLength: 2 });
  return {
    filter: fc.oneof(
      { depthSize: "small" },
      few(leaf),
      few({ ...leaf, and: parts, or: parts, not: tie("filter") }),
    ),
  };
});
const order = fc.record({
  field: fc.constantFrom(...Object.values(TaskOrderField)),
  direction: fc.constantFrom("ASC", "DESC"),
});
export const randomOrder = fc.uniqueArray(order, { selector: ({ field }) => field, maxLength: 2 });

/**
 * Lets the demonstration's tasks live on: changes of every kind, handovers among them, several on one day, at its first and its last
 * millisecond, and tasks that were entered long after their assignment.
 */
export async function liveOn(database: Database): Promise<void> {
  await database.rows(sql`
    INSERT INTO task (code, title, assigned_by, lead_organization_code, assigned_on, original_due_on, due_on, origin)
    SELECT 'TEST-' || n, 'Một việc vào sổ muộn late', 'CITY', (ARRAY['SKHCN', 'STC', 'U00004'])[1 + n % 3],
      '2025-02-01', date '2025-04-01' + n, date '2025-04-01' + n, 'REPORTED' FROM generate_series(1, 24) AS n`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on)
    SELECT id, 'ASSIGNED', timestamptz '2025-06-01 00:00+07' - (id % 2) * interval '1 millisecond', 'test', due_on
    FROM task WHERE code LIKE 'TEST-%'`);
  await database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, completed_on, progress)
    SELECT id, kind, timestamptz '2025-06-02 00:00+07' + (id % 160 + n / 2) * interval '1 day' - (n % 2) * interval '1 millisecond',
      'test', CASE kind WHEN 'EXTENDED' THEN due_on + 30 * n END, CASE kind WHEN 'EXTENDED' THEN due_on END,
      CASE kind WHEN 'COMPLETED' THEN date '2025-06-01' + (id % 160)::int END,
      CASE kind WHEN 'PROGRESS_REPORTED' THEN (n % 10) / 10.0 END
    FROM task CROSS JOIN LATERAL (
      SELECT (ARRAY['EXTENDED', 'COMPLETED', 'REOPENED', 'PROGRESS_REPORTED']::task_change_kind[])[1 + (id + n * 3) % 4] AS kind,
        n::int AS n
      FROM generate_series(1, id % 7) AS n) AS step
    WHERE code LIKE 'TEST-%' OR (id % 3 = 0 AND assigned_on < '2025-06-01') ORDER BY 3`);
  await handOver(database);
  await deriveTaskStates(database, sql`SELECT id FROM task`);
  await database.rows(sql`
    UPDATE task t SET due_on = s.due_on, completed_on = s.completed_on, lead_organization_code = s.lead_organization_code,
      progress = CASE WHEN s.completed_on IS NOT NULL THEN 1 ELSE coalesce((
        SELECT coalesce(c.progress, 1) FROM task_change c
        WHERE c.task_id = t.id AND kind IN ('COMPLETED', 'PROGRESS_REPORTED') ORDER BY changed_at DESC, id DESC LIMIT 1), 0) END
    FROM task_state s WHERE s.task_id = t.id AND s.known_until = 'infinity'`);
}

/** Passes tasks from lead to lead, some of them twice, also before and after what else happens on the same day. */
async function handOver(database: Database): Promise<void> {
  await database.rows(sql`
    WITH step AS (
      SELECT id, lead_organization_code AS lead, id % 110 AS days, CASE lead_organization_code WHEN 'SKHCN' THEN 'STC' ELSE 'SKHCN' END AS next
      FROM task WHERE (code LIKE 'TEST-%' OR assigned_on < '2025-06-01') AND id % 5 < 2
    ), handover AS (
      SELECT id, lead, next, timestamptz '2025-07-01 00:00+07' + days * interval '1 day' - (id % 2) * interval '1 millisecond' AS at FROM step
      UNION ALL
      SELECT id, next, 'U00004', timestamptz '2025-07-01 00:00+07' + (days + id % 4) * interval '1 day' FROM step WHERE id % 5 = 0)
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, previous_lead_organization_code, lead_organization_code, handed_over_on)
    SELECT id, 'HANDED_OVER', at, 'test', lead, next, date '2025-07-01' FROM handover ORDER BY at, id`);
}
