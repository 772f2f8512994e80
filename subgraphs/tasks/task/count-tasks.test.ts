import fc from "fast-check";
import sql, { type Sql } from "sql-template-tag";
import { addDays } from "../../../shared/clock/calendar-day";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { OrganizationAxis } from "../organization/organization";
import { tasks } from "../subgraph";
import { countTasks, fromTasks, type TaskCounting } from "./count-tasks";
import { AssigningAuthority } from "./task";
import type { TaskFilter } from "./task.inputs";
import { deriveTaskStates, TaskStatus } from "./task-state";
import { TaskDimension } from "./task-stats";

/* The running totals against the tasks themselves: any question that both can answer has one answer. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const filter = fc.record<TaskFilter>(
  {
    assignedBy: fc.constantFrom(...Object.values(AssigningAuthority)),
    status: fc.subarray(Object.values(TaskStatus), { minLength: 1 }),
    axis: fc.uniqueArray(fc.constantFrom(...Object.values(OrganizationAxis)), { minLength: 1 }),
    leadOrganization: fc.record(
      {
        in: fc.uniqueArray(fc.constantFrom("SKHCN", "STC", "SXD", "TU", "U00004"), { minLength: 1 }),
        notIn: fc.uniqueArray(fc.constantFrom("STP", "SYT", "SNV"), { minLength: 1 }),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const day = fc.integer({ min: 0, max: 420 }).map((days) => addDays("2024-12-25", days));
const groupBy = fc.subarray(Object.values(TaskDimension));

it("counts as the tasks do, for any filter, grouping and day", async () => {
  await fc.assert(
    fc.asyncProperty(filter, groupBy, day, async (asked, dimensions, asOf) => {
      const fast = countTasks(asked, asOf);
      expect(fast.source.sql).toContain("task_tally");
      expect(await ask(fast, dimensions)).toEqual(await ask(fromTasks(asked, asOf), dimensions));
    }),
    { numRuns: 80 },
  );
});

it("still does after tasks have been extended, completed, reopened and assigned", async () => {
  await subgraph.database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, completed_on)
    SELECT id, kind, timestamptz '2025-11-14 10:00+07' + n * interval '1 day', 'test',
      CASE kind WHEN 'EXTENDED' THEN due_on + 45 END, CASE kind WHEN 'EXTENDED' THEN due_on END,
      CASE kind WHEN 'COMPLETED' THEN date '2025-11-14' + n END
    FROM task CROSS JOIN LATERAL (
      SELECT (ARRAY['EXTENDED', 'COMPLETED', 'REOPENED']::task_change_kind[])[1 + (id + n) % 3] AS kind, n::int AS n
      FROM generate_series(0, id % 4) AS n) AS step`);
  await deriveTaskStates(subgraph.database, sql`SELECT id FROM task`);
  for (const asOf of ["2025-11-13", "2025-11-14", "2025-11-16", "2025-12-24", "2026-06-30"]) {
    const dimensions = Object.values(TaskDimension);
    expect(await ask(countTasks(null, asOf), dimensions)).toEqual(
      await ask(fromTasks(null, asOf), dimensions),
    );
  }
});

it("leaves every other question to the tasks", () => {
  const asked: TaskFilter[] = [
    { search: "số" },
    { unclear: true },
    { not: { assignedBy: AssigningAuthority.CITY } },
  ];
  expect(asked.map((one) => countTasks(one, "2025-11-14").source.sql.includes("task_tally"))).toEqual([
    false,
    false,
    false,
  ]);
});

function ask({ source, where, counts, keys }: TaskCounting, dimensions: TaskDimension[]): Promise<object[]> {
  const key = (dimension: TaskDimension): Sql =>
    dimensions.includes(dimension) ? keys[dimension] : sql`NULL`;
  return subgraph.database.rows(sql`
    SELECT * FROM (
      SELECT ${key(TaskDimension.LEAD_ORGANIZATION)}::text AS lead, ${key(TaskDimension.AXIS)}::text AS axis,
        ${key(TaskDimension.ASSIGNED_BY)}::text AS by, ${key(TaskDimension.STATUS)}::text AS status, ${counts}
      FROM ${source} WHERE ${where} GROUP BY 1, 2, 3, 4) AS counted
    ORDER BY lead, axis, by, status`);
}
