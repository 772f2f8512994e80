import sql from "sql-template-tag";
import { addDays } from "../../../shared/base/clock/calendar-day";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";
import { deriveTaskStates } from "../task/task-state";

/*
 * Every expectation here is computed in a second, plain way: by the status of each task on each Sunday.
 */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

interface List {
  week: string;
  cutoffAt: string;
  asOf: string;
  isPartial: boolean;
  entries: {
    organization: { code: string };
    overdueTasks: { code: string; daysOverdue: number; status: string; dueOn: string; completedOn: null }[];
    overdueCount: number;
    maxDaysOverdue: number;
    consecutiveWeeks: number;
  }[];
  dueSoon: { code: string; status: string; dueOn: string; daysOverdue: number }[];
}

/** A list as queried at an instant. */
async function listOf(week: string, now: string): Promise<List> {
  const { data, errors } = await subgraph.execute(
    `{ warningList(week: "${week}") { week cutoffAt asOf isPartial
      entries { organization { code } overdueTasks { code daysOverdue status dueOn completedOn }
        overdueCount maxDaysOverdue consecutiveWeeks }
      dueSoon { code status dueOn daysOverdue } } }`,
    {},
    { now },
  );
  expect(errors).toEqual([]);
  return data?.warningList as List;
}

/** Who leads how many overdue tasks at the end of a day, by the task's own status. */
async function overdueOn(day: string): Promise<Map<string, number>> {
  const { data } = await subgraph.execute(
    `{ taskStats(groupBy: [LEAD_ORGANIZATION], asOf: "${day}", first: 10000) {
      rows { leadOrganization { code } measures { overdue } } } }`,
    {},
    { now: later },
  );
  const { rows } = (data?.taskStats ?? {}) as {
    rows: { leadOrganization: { code: string }; measures: { overdue: number } }[];
  };
  return new Map(
    rows
      .filter((row) => row.measures.overdue > 0)
      .map((row) => [row.leadOrganization.code, row.measures.overdue]),
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

/** A year after these weeks. */
const later = "2026-11-28T09:00:00+07:00";

it.each([
  ["2025-11-16", "when it is over", later],
  ["2025-11-16", "on the day of its cutoff", "2025-11-16T16:59:59.999Z"],
  ["2025-11-12", "on a day within it", "2025-11-12T08:00:00+07:00"],
  ["2025-11-10", "on its first day", "2025-11-09T17:00:00.000Z"],
])(
  "lists who leads overdue tasks at the end of %s, %s, the worst first, with their unbroken runs of weeks",
  async (day, _, now) => {
    const byWeek = await Promise.all([...sundays.slice(0, -1), day].map(overdueOn));
    const list = await listOf("2025-W46", now);
    expect(list).toMatchObject({
      cutoffAt: "2025-11-16T16:59:59.000Z",
      asOf: day,
      isPartial: now !== later,
    });
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
      for (const { daysOverdue, status, dueOn, completedOn } of overdueTasks) {
        expect([status, completedOn, addDays(dueOn, daysOverdue)]).toEqual(["OVERDUE", null, day]);
      }
    }
    for (const { status, dueOn, daysOverdue } of list.dueSoon) {
      expect([status, daysOverdue]).toEqual(["IN_PROGRESS", 0]);
      expect(day <= dueOn && dueOn <= addDays(day, 7)).toBe(true);
    }
    expect(list.dueSoon.length).toBeGreaterThan(0);
    const order = list.entries.map(
      ({ overdueCount, maxDaysOverdue }) => overdueCount * 10_000 + maxDaysOverdue,
    );
    expect(order).toEqual(order.toSorted((left, right) => right - left));
  },
);

it("takes four statements for entries, organizations and tasks, whatever their number", async () => {
  const answer = await subgraph.execute(
    '{ warningList(week: "2025-W46") { entries { overdueTasks { id } organization { name } } } }',
  );
  expect([answer.errors, answer.statements]).toEqual([[], 4]);
});

it("reports the share of generated tasks of each entry", async () => {
  const { data, errors } = await subgraph.execute(
    '{ warningList(week: "2025-W49") { entries { organization { code } overdueCount origin syntheticShare { numerator denominator } } } }',
    {},
    { now: "2025-12-08T09:00:00+07:00" },
  );
  expect(errors).toEqual([]);
  const { entries } = (
    data as {
      warningList: {
        entries: {
          organization: { code: string };
          overdueCount: number;
          origin: string;
          syntheticShare: object;
        }[];
      };
    }
  ).warningList;
  expect(entries.length).toBeGreaterThan(5);
  for (const { organization, overdueCount, origin, syntheticShare } of entries) {
    // One of the published tasks was due by then: to open data in November.
    const published = organization.code === "SKHCN" ? 1 : 0;
    expect({ origin, syntheticShare }).toEqual({
      origin: overdueCount === published ? "PUBLISHED" : "SYNTHETIC",
      syntheticShare: { numerator: overdueCount - published, denominator: overdueCount },
    });
  }
});

it("counts an extension from the day it was decided, to the last millisecond before the cutoff", async () => {
  const lists = () => Promise.all([listOf("2025-W45", later), listOf("2025-W46", later)]);
  const [, { entries }] = await lists();
  const [entry] = entries.filter(({ overdueCount }) => overdueCount > 1);
  const [inTime, tooLate] = entry?.overdueTasks ?? [];
  if (!entry || !inTime || !tooLate) throw new Error("Expected an organization with two overdue tasks.");
  await extend(inTime.code, "2025-11-16T16:59:59.999Z");
  await extend(tooLate.code, "2025-11-16T17:00:00.000Z");
  const [before, after] = await lists();
  const changed = after.entries.find(({ organization }) => organization.code === entry.organization.code);
  expect(changed?.overdueTasks).toEqual(entry.overdueTasks.filter(({ code }) => code !== inTime.code));
  expect(changed).toMatchObject({
    overdueCount: entry.overdueCount - 1,
    consecutiveWeeks: entry.consecutiveWeeks,
  });
  expect(before.entries.flatMap(({ overdueTasks }) => overdueTasks.map(({ code }) => code))).toEqual(
    expect.arrayContaining([inTime.code, tooLate.code]),
  );
  const next = await listOf("2025-W47", "2025-11-17T00:00:00+07:00");
  const named = next.entries.flatMap(({ overdueTasks }) => overdueTasks.map(({ code }) => code));
  expect([inTime.code, tooLate.code].filter((code) => named.includes(code))).toEqual([]);
});

async function extend(code: string, now: string): Promise<void> {
  const { data } = await subgraph.execute(`query ($code: String) { task(code: $code) { id version } }`, {
    code,
  });
  const { id: task, version: expectedVersion } = (data as { task: { id: string; version: number } }).task;
  const answer = await subgraph.execute(
    `mutation ($input: ExtendTaskDeadlineInput!) { extendTaskDeadline(input: $input) {
      task { dueOn status } userErrors { message } } }`,
    { input: { task, expectedVersion, dueOn: "2025-12-31", reason: "Bổ sung" } },
    { now },
  );
  expect(answer.data).toEqual({
    extendTaskDeadline: { task: { dueOn: "2025-12-31", status: "IN_PROGRESS" }, userErrors: [] },
  });
}

it("leaves a past week as it was when a task is completed or extended later", async () => {
  const before = await listOf("2025-W44", "2025-11-03T00:00:00+07:00");
  await subgraph.database.rows(sql`
    INSERT INTO task_change (task_id, kind, changed_at, changed_by, completed_on)
    SELECT id, 'COMPLETED', '2025-11-12T09:00:00+07:00', 'test', '2025-11-12' FROM task
    WHERE completed_on IS NULL AND assigned_on <= '2025-11-12'`);
  await deriveTaskStates(subgraph.database, sql`SELECT id FROM task`);
  expect(await listOf("2025-W44", later)).toEqual(before);
  expect((await listOf("2025-W46", later)).entries).toEqual([]);
});

it.each([
  ["2026-W53", "2027-01-03T16:59:59.000Z"],
  ["2026-W01", "2026-01-04T16:59:59.000Z"],
])("accepts the week %s at the turn of the year", async (week, cutoffAt) => {
  const query = `{ warningList(week: "${week}") { week cutoffAt } }`;
  const { data } = await subgraph.execute(query, {}, { now: "2027-02-01T00:00:00Z" });
  expect(data).toEqual({ warningList: { week, cutoffAt } });
});

it.each([
  ["2025-11-16T16:59:59.999Z", "2025-W46", "2025-11-16"],
  ["2025-11-16T17:00:00.000Z", "2025-W47", "2025-11-17"],
  ["2027-01-03T16:59:59.999Z", "2026-W53", "2027-01-03"],
  ["2027-01-03T17:00:00.000Z", "2027-W01", "2027-01-04"],
])("at %s the current week is %s, counted at the end of %s, and not over", async (now, week, asOf) => {
  const { data } = await subgraph.execute("{ warningList { week asOf isPartial } }", {}, { now });
  expect(data).toEqual({ warningList: { week, asOf, isPartial: true } });
});

it.each([
  ["2025-11-14T12:00:00+07:00", "2025-W47", "2025-W46"],
  ["2025-11-16T16:59:59.999Z", "2025-W47", "2025-W46"],
  ["2027-01-03T16:59:59.999Z", "2027-W01", "2026-W53"],
  ["2025-11-14T12:00:00+07:00", "9999-W52", "2025-W46"],
])("at %s refuses the future week %s", async (now, week, current) => {
  const { errors } = await subgraph.execute(`{ warningList(week: "${week}") { week } }`, {}, { now });
  expect(errors).toEqual([
    {
      message: `week: expected the current week, ${current}, or one before; got ${week}.`,
      path: ["warningList"],
      code: "BAD_USER_INPUT",
    },
  ]);
});

it.each(["2025-W60", "2025-W53", "2025-46", "0000-W10", ""])("refuses the week %j", async (week) => {
  const { errors } = await subgraph.execute("query ($week: Week) { warningList(week: $week) { week } }", {
    week,
  });
  const message = expect.stringContaining(`; got ${JSON.stringify(week)}.`);
  expect(errors).toMatchObject([{ message, code: "BAD_USER_INPUT" }]);
});
