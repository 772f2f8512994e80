import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { tasks } from "../subgraph";
import { deriveTaskStates } from "../task/task-state";

/*
 * Every expectation here is worked out by a second, plain way: the status rule asked of each task on each Sunday.
 */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

interface List {
  week: string;
  cutoffAt: string;
  entries: {
    organization: { code: string };
    overdueTasks: { code: string; daysOverdue: number }[];
    overdueCount: number;
    maxDaysOverdue: number;
    consecutiveWeeks: number;
  }[];
  dueSoon: { code: string }[];
}

const fields = (day: string) => `week cutoffAt
  entries { organization { code } overdueTasks { code daysOverdue(asOf: "${day}") } overdueCount maxDaysOverdue consecutiveWeeks }
  dueSoon { code }`;

async function listOf(week: string, sunday: string): Promise<List> {
  const { data, errors } = await subgraph.execute(`{ warningList(week: "${week}") { ${fields(sunday)} } }`);
  expect(errors).toEqual([]);
  return data?.warningList as List;
}

/** Who leads how many overdue tasks at the end of a day, by the task's own status. */
async function overdueOn(day: string): Promise<Map<string, number>> {
  const { data } = await subgraph.execute(`{
    taskStats(groupBy: [LEAD_ORGANIZATION], asOf: "${day}", first: 10000) { rows { organization { code } measures { overdue } } } }`);
  const { rows } = (data?.taskStats ?? {}) as {
    rows: { organization: { code: string }; measures: { overdue: number } }[];
  };
  return new Map(
    rows
      .filter((row) => row.measures.overdue > 0)
      .map((row) => [row.organization.code, row.measures.overdue]),
  );
}

const sundays = [
  "2025-09-28",
  "2025-10-05",
  "2025-10-12",
  "2025-10-19",
  "2025-10-26",
  "2025-11-02",
  "2025-11-09",
  "2025-11-16",
];

it("lists who leads overdue tasks at the cutoff, the worst first, with their unbroken runs of weeks", async () => {
  const byWeek = await Promise.all(sundays.map(overdueOn));
  const list = await listOf("2025-W46", "2025-11-16");
  expect(list.cutoffAt).toBe("2025-11-16T16:59:59.000Z");
  expect(list.entries.length).toBeGreaterThan(5);
  const expectedRuns = list.entries.map(({ organization: { code } }) => {
    const missed = byWeek.findLastIndex((week) => !week.has(code));
    return missed === -1 ? "at least 8" : byWeek.length - 1 - missed;
  });
  expect(
    list.entries.map(({ consecutiveWeeks }) => (consecutiveWeeks >= 8 ? "at least 8" : consecutiveWeeks)),
  ).toEqual(expectedRuns);
  expect(new Set(expectedRuns).size).toBeGreaterThan(2);
  expect(new Map(list.entries.map((entry) => [entry.organization.code, entry.overdueCount]))).toEqual(
    byWeek.at(-1),
  );
  for (const { overdueTasks, overdueCount, maxDaysOverdue } of list.entries) {
    expect([overdueTasks.length, overdueTasks[0]?.daysOverdue]).toEqual([overdueCount, maxDaysOverdue]);
    expect(overdueTasks.every((task) => task.daysOverdue > 0)).toBe(true);
  }
  const order = list.entries.map(
    ({ overdueCount, maxDaysOverdue }) => overdueCount * 10_000 + maxDaysOverdue,
  );
  expect(order).toEqual(order.toSorted((left, right) => right - left));
});

it("takes four statements for entries, organizations and tasks, whatever their number", async () => {
  const answer = await subgraph.execute(
    '{ warningList(week: "2025-W46") { entries { overdueTasks { id } organization { name } } } }',
  );
  expect([answer.errors, answer.statements]).toEqual([[], 4]);
});

it("leaves a past week as it was when a task is completed or extended later", async () => {
  const before = await listOf("2025-W44", "2025-11-02");
  await subgraph.database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, completed_on)
    SELECT id, 'COMPLETED', '2025-11-12T09:00:00+07:00', 'test', '2025-11-12' FROM task WHERE completed_on IS NULL`);
  await deriveTaskStates(subgraph.database, sql`SELECT id FROM task`);
  expect(await listOf("2025-W44", "2025-11-02")).toEqual(before);
  expect((await listOf("2025-W46", "2025-11-16")).entries).toEqual([]);
});

it.each([
  ["2026-W53", "2027-01-03T16:59:59.000Z"],
  ["2026-W01", "2026-01-04T16:59:59.000Z"],
])("knows the week %s at the turn of the year", async (week, cutoffAt) => {
  const { data } = await subgraph.execute(`{ warningList(week: "${week}") { week cutoffAt } }`);
  expect(data).toEqual({ warningList: { week, cutoffAt } });
});

it.each([
  ["2025-11-16T16:59:59.999Z", "2025-W46"],
  ["2025-11-16T17:00:00.000Z", "2025-W47"],
])("at %s the current week is %s", async (now, week) => {
  const { data } = await subgraph.execute("{ warningList { week } }", {}, { now });
  expect(data).toEqual({ warningList: { week } });
});

it.each(["2025-W60", "2025-W53", "2025-46", ""])("refuses the week %j", async (week) => {
  const { errors } = await subgraph.execute("query ($week: String) { warningList(week: $week) { week } }", {
    week,
  });
  expect(errors).toEqual([
    {
      message: `week: expected an ISO week that exists, e.g. 2025-W46; got ${JSON.stringify(week)}.`,
      path: ["warningList"],
      code: "BAD_USER_INPUT",
    },
  ]);
});
