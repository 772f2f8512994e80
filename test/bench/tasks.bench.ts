import sql from "sql-template-tag";
import type { Database } from "../../shared/database/database";
import { tasks } from "../../subgraphs/tasks/subgraph";
import { deriveTaskStates } from "../../subgraphs/tasks/task/task-state";
import { openSubgraphOn, openTestSubgraph, type TestSubgraph } from "../support/subgraph/subgraph-harness";
import { measure, table } from "./support/measure";

const taskCount = 100_000;

/** Questions of a dashboard page, asked of 100,000 tasks with 1,000,000 rows of history, in the subgraph's process. */
const queries: { name: string; query: string }[] = [
  {
    name: "warningList of a week, all entries",
    query: `{ warningList(week: "2025-W46") { entries { organization { code } overdueCount maxDaysOverdue consecutiveWeeks } } }`,
  },
  {
    name: "taskStats by organization",
    query: `{ taskStats(groupBy: [LEAD_ORGANIZATION], asOf: "2025-11-14") { rows { leadOrganization { code } measures { assigned overdue } } } }`,
  },
  {
    name: "taskStats by organization, a past day",
    query: `{ taskStats(groupBy: [LEAD_ORGANIZATION], asOf: "2024-06-30") { rows { leadOrganization { code } measures { assigned overdue } } } }`,
  },
  {
    name: "taskStats by axis at the end of each week of 2025",
    query: `{ taskStats(groupBy: [AXIS], asOf: "2025-11-14", timeBucket: { field: AS_OF, grain: WEEK, from: "2025-01-06" }) {
      rows { bucket { label } axis measures { assigned overdue } } } }`,
  },
  {
    name: "page of 50 tasks, filter and search",
    query: `{ tasks(first: 50, filter: { search: "ho so 77", leadOrganization: { in: ["SKHCN", "STC", "SXD"] } }, orderBy: [{ field: DUE_ON }]) {
      nodes { code title status daysOverdue leadOrganization { name } } } }`,
  },
  {
    name: "page of 50 overdue tasks, by deadline",
    query: `{ tasks(first: 50, filter: { status: { eq: OVERDUE } }, orderBy: [{ field: DUE_ON, direction: DESC }]) {
      nodes { code status daysOverdue leadOrganization { name } } pageInfo { endCursor } } }`,
  },
  {
    name: "page of 50 tasks with their number",
    query: "{ tasks(first: 50) { totalCount nodes { code title status dueOn } } }",
  },
  {
    name: "page of 50 tasks, the least progress first",
    query: "{ tasks(first: 50, orderBy: [{ field: PROGRESS }]) { nodes { code progress } } }",
  },
  {
    name: "page of 50 overdue tasks with their number, a past day",
    query: `{ tasks(first: 50, asOf: "2024-06-30", filter: { status: { eq: OVERDUE } }, orderBy: [{ field: DUE_ON }]) {
      totalCount nodes { code status daysOverdue leadOrganization { name } } } }`,
  },
];

export async function run(): Promise<void> {
  const filled = await openTestSubgraph(tasks);
  await fill(filled.database).finally(() => filled.close());
  // With so many rows it opens a column store.
  const subgraph = await openSubgraphOn(tasks, filled.url);
  try {
    const rows = [];
    for (const { name, query } of queries) {
      const { errors, statements } = await subgraph.execute(query);
      if (errors.length > 0) throw new Error(`${name}: ${errors[0]?.message}`);
      const { p50, p95 } = await measure(() => subgraph.execute(query), { runs: 60 });
      rows.push([name, p50, p95, String(statements)]);
    }
    const replay = await measure(() => subgraph.database.rows(byReplay), { runs: 10, warmup: 2 });
    rows.push(["baseline: taskStats by organization, replaying the history", replay.p50, replay.p95, "1"]);
    console.log(table(["question", "p50 ms", "p95 ms", "SQL statements"], rows));
    await pagesDoNotGrow(subgraph);
  } finally {
    await subgraph.close();
  }
}

/** The number of statements is the same for a page of 1 and of 200. */
async function pagesDoNotGrow(subgraph: TestSubgraph): Promise<void> {
  const page = (first: number) =>
    subgraph.execute(
      `{ tasks(first: ${first}) { nodes { status leadOrganization { name } coordinatingOrganizations { name } extensions { to } } } }`,
    );
  const [one, many] = [await page(1), await page(200)];
  console.log(`\nStatements of a page of 1 task: ${one.statements}; of 200 tasks: ${many.statements}.`);
}

/** The same counts without the derived stretches: the last change of each task before the end of the day. */
const byReplay = sql`
  SELECT t.lead_organization_code, count(*), count(*) FILTER (WHERE s.completed_on IS NULL AND s.due_on < '2025-11-14')
  FROM task t JOIN (
    SELECT task_id, (array_agg(due_on ORDER BY changed_at DESC, id DESC) FILTER (WHERE due_on IS NOT NULL))[1] AS due_on,
      (array_agg(CASE WHEN kind = 'COMPLETED' THEN completed_on END ORDER BY changed_at DESC, id DESC))[1] AS completed_on
    FROM task_change WHERE kind <> 'PROGRESS_REPORTED' AND changed_at < timestamptz '2025-11-15 00:00+07'
    GROUP BY task_id) AS s ON s.task_id = t.id
  GROUP BY 1`;

async function fill(database: Database): Promise<void> {
  await database.rows(sql`SELECT set_config('statement_timeout', '0', false)`);
  await database.transaction(async (transaction) => {
    await transaction.rows(sql`SET LOCAL statement_timeout = 0`);
    await transaction.rows(sql`
      WITH lead AS (SELECT array_agg(code ORDER BY code) AS codes FROM organization WHERE kind <> 'CITY')
      INSERT INTO task (code, title, assigned_by, lead_organization_code, assigned_on, original_due_on, due_on,
        completed_on, progress, person, work, version, origin)
      SELECT 'BENCH-' || n, 'Số hóa hồ sơ ' || n, (ARRAY['CENTRAL', 'CITY']::assigning_authority[])[1 + n % 2],
        lead.codes[1 + n * 7919 % cardinality(lead.codes)], assigned, assigned + 60, assigned + 90,
        CASE WHEN n % 10 < 7 THEN assigned + 40 + n % 60 END, 0.5, 'A', 'B', 10, 'SYNTHETIC'
      FROM generate_series(1, ${taskCount}) AS n
        CROSS JOIN LATERAL (SELECT date '2023-01-01' + (n * 31 % 1000) AS assigned) AS day CROSS JOIN lead`);
    await transaction.rows(sql`
      INSERT INTO task_change (task_id, kind, changed_at, changed_by, due_on, previous_due_on, completed_on, progress)
      SELECT t.id, step.kind::task_change_kind, t.assigned_on + step.days * interval '1 day', 'bench',
        CASE step.kind WHEN 'ASSIGNED' THEN t.original_due_on WHEN 'EXTENDED' THEN t.due_on END,
        CASE step.kind WHEN 'EXTENDED' THEN t.original_due_on END,
        CASE step.kind WHEN 'COMPLETED' THEN t.completed_on END,
        CASE step.kind WHEN 'PROGRESS_REPORTED' THEN 0.1 END
      FROM task t CROSS JOIN LATERAL (
        SELECT 'ASSIGNED' AS kind, 0 AS days UNION ALL SELECT 'EXTENDED', 62 WHERE t.completed_on IS NULL OR t.completed_on > t.assigned_on + 62
        UNION ALL SELECT 'PROGRESS_REPORTED', n * 5 FROM generate_series(1, 8) AS n
        UNION ALL SELECT 'COMPLETED', t.completed_on - t.assigned_on WHERE t.completed_on IS NOT NULL) AS step
      WHERE t.code LIKE 'BENCH-%' ORDER BY 3`);
    await deriveTaskStates(transaction, sql`SELECT id FROM task`);
  });
  await database.rows(sql`VACUUM ANALYZE`);
  const counts = await database.row(sql`
    SELECT (SELECT count(*) FROM task) AS tasks, (SELECT count(*) FROM task_change) AS changes, (SELECT count(*) FROM task_state) AS states`);
  console.log(`${JSON.stringify(counts)}\n`);
}
