import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../../subgraph";

/* Queries of analysts, one each, against SQL over the changes and the rows of one day. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const later = "2026-11-28T09:00:00+07:00";

async function ask(args: string, selection: string, now = later) {
  const { data, errors } = await subgraph.execute(`{ taskStats(${args}) { ${selection} } }`, {}, { now });
  expect(errors).toEqual([]);
  return data?.taskStats as { rows: Record<string, unknown>[]; totals: Record<string, unknown> };
}

const statesAt = (day: string) => sql`
  SELECT s.*, t.assigned_on, t.original_due_on, t.key_result_code, t.origin,
    s.completed_on IS NULL AND s.due_on < ${day}::date AS overdue
  FROM task_state s JOIN task t ON t.id = s.task_id
  WHERE s.known_from <= ${day}::date AND s.known_until > ${day}::date`;

it("completion of a quarter by objective and key result", async () => {
  await subgraph.database.rows(sql`
    UPDATE task SET key_result_code = (SELECT array_agg(code ORDER BY code) FROM key_result)[1 + id % 5] WHERE id % 7 < 5`);
  const { rows } = await ask(
    'asOf: "2025-11-14", groupBy: [OBJECTIVE, KEY_RESULT], filter: { completedOn: { gte: "2025-10-01", lt: "2026-01-01" } }',
    "rows { objective { code } keyResult { code title } measures { completed completedOnTime } }",
  );
  const expected = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT k.objective_code AS objective, k.code, k.title, count(*)::int AS completed,
      (count(*) FILTER (WHERE completed_on <= due_on))::int AS "completedOnTime"
    FROM (${statesAt("2025-11-14")}) AS s LEFT JOIN key_result k ON k.code = s.key_result_code
    WHERE completed_on >= '2025-10-01' AND completed_on < '2026-01-01' GROUP BY 1, 2, 3
    ORDER BY k.objective_code COLLATE "C", k.code COLLATE "C"`);
  expect(expected.length).toBeGreaterThan(1);
  expect(rows).toEqual(
    expected.map(({ objective, code, title, ...measures }) => ({
      objective: objective === null ? null : { code: objective },
      keyResult: code === null ? null : { code, title },
      measures,
    })),
  );
});

it("overdue tasks at the end of each month, by axis, with the change from the month before", async () => {
  const { rows, totals } = await ask(
    'asOf: "2025-11-14", groupBy: [AXIS], timeBucket: { field: AS_OF, grain: MONTH, from: "2025-06-01" }',
    `rows { bucket { label } isPartial axis change(measure: OVERDUE) measures { assigned overdue } }
     totals { assigned overdue }`,
  );
  const ends = ["2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31", "2025-11-14"];
  const before = new Map<unknown, number>();
  const expected: unknown[] = [];
  for (const [at, day] of ends.entries())
    for (const { axis, ...measures } of await subgraph.database.rows<{ axis: string; overdue: number }>(sql`
      SELECT o.axis::text, count(*)::int AS assigned, (count(*) FILTER (WHERE overdue))::int AS overdue
      FROM (${statesAt(day)}) AS s JOIN organization o ON o.code = s.lead_organization_code GROUP BY 1 ORDER BY 1`)) {
      const change = at === 0 ? null : measures.overdue - (before.get(axis) ?? Number.NaN);
      before.set(axis, measures.overdue);
      expected.push({
        ...{ bucket: { label: day.slice(0, 7) }, isPartial: day === "2025-11-14" },
        ...{ axis, change, measures },
      });
    }
  expect(rows).toEqual(expected);
  expect(totals).toEqual({ assigned: 384, overdue: 30 });
});

it("each step of a series as a query of that day alone, to the last millisecond of today", async () => {
  for (const [now, last] of [
    ["2025-11-16T16:59:59.999Z", "2025-11-16"],
    ["2025-11-16T17:00:00.000Z", "2025-11-17"],
  ] as const) {
    const series = 'timeBucket: { field: AS_OF, grain: DAY, from: "2025-11-12" }';
    const { rows } = await ask(
      series,
      "rows { bucket { start } isPartial measures { inProgress overdue } }",
      now,
    );
    expect(rows.map(({ bucket }) => (bucket as { start: string }).start).at(-1)).toBe(last);
    for (const { bucket, isPartial, measures } of rows) {
      const { start } = bucket as { start: string };
      const alone = await ask(`asOf: "${start}"`, "totals { inProgress overdue }", now);
      expect({ measures, isPartial }).toEqual({ measures: alone.totals, isPartial: start === last });
    }
  }
});

it("delays in classes, their median and mean, until the requested day", async () => {
  for (const day of ["2025-09-30", "2025-11-14"]) {
    const { rows, totals } = await ask(
      `asOf: "${day}", groupBy: [DELAY]`,
      "rows { delay { label } measures { assigned } } totals { averageDelay delay(percentile: 0.9) }",
    );
    const late = sql`
      SELECT CASE WHEN overdue THEN ${day}::date - due_on WHEN completed_on IS NOT NULL THEN greatest(completed_on - due_on, 0) END AS days
      FROM (${statesAt(day)}) AS s`;
    const classes = await subgraph.database.rows(sql`
      SELECT CASE WHEN days = 0 THEN '0' WHEN days <= 7 THEN '1–7' WHEN days <= 30 THEN '8–30' WHEN days <= 90 THEN '31–90'
        WHEN days > 90 THEN '91 and more' END AS label, count(*)::int AS assigned
      FROM (${late}) AS s GROUP BY 1 ORDER BY min(days)`);
    const found = rows.map(({ delay, measures }) => ({
      label: (delay as { label: string } | null)?.label ?? null,
      ...(measures as object),
    }));
    expect(found).toEqual(classes);
    expect(totals).toEqual(
      await subgraph.database.row(sql`
        SELECT avg(days)::float8 AS "averageDelay", percentile_disc(0.9) WITHIN GROUP (ORDER BY days) AS delay FROM (${late}) AS s`),
    );
  }
});

it("the leads with the most overdue tasks, with their share, and the coordinators", async () => {
  const { rows } = await ask(
    `asOf: "2025-11-14", groupBy: [LEAD_ORGANIZATION], first: 3, orderBy: [{ field: OVERDUE }]
     filter: { coordinatingOrganization: { in: ["SKHCN", "STC"] } }, having: [{ measure: OVERDUE, is: { gte: 1 } }]`,
    "rows { leadOrganization { code } share(measure: OVERDUE) distinct(dimension: KEY_RESULT) measures { overdue } }",
  );
  const expected = await subgraph.database.rows<Record<string, number>>(sql`
    SELECT lead_organization_code AS code, count(*) FILTER (WHERE overdue)::int AS overdue,
      count(DISTINCT key_result_code)::int AS "distinct",
      (sum(count(*) FILTER (WHERE overdue)) OVER ())::int AS total
    FROM (${statesAt("2025-11-14")}) AS s
    WHERE EXISTS (SELECT FROM task_coordinator c WHERE c.task_id = s.task_id AND c.organization_code IN ('SKHCN', 'STC'))
    GROUP BY 1 ORDER BY 2 DESC, lead_organization_code COLLATE "C"`);
  const leading = expected.filter(({ overdue }) => Number(overdue) > 0).slice(0, 3);
  expect(leading.length).toBeGreaterThan(0);
  expect(rows).toEqual(
    leading.map(({ code, overdue, distinct, total }) => ({
      ...{ leadOrganization: { code }, distinct, share: Number(overdue) / Number(total) },
      measures: { overdue },
    })),
  );
});

it("extended tasks by origin and month of assignment", async () => {
  const { rows } = await ask(
    `asOf: "2025-11-14", groupBy: [EXTENDED, ORIGIN], timeBucket: { field: ASSIGNED, grain: MONTH, fillGaps: false }`,
    "rows { bucket { label } extended origin measures { assigned extended } }",
  );
  const expected = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT to_char(assigned_on, 'YYYY-MM') AS label, due_on > original_due_on AS extended, origin::text,
      count(*)::int AS assigned
    FROM (${statesAt("2025-11-14")}) AS s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  expect(rows).toEqual(
    expected.map(({ label, extended, origin, assigned }) => ({
      ...{ bucket: { label }, extended, origin },
      measures: { assigned, extended: extended ? assigned : 0 },
    })),
  );
});

it.each([
  ["groupBy: [AXIS, STATUS, ORIGIN, DELAY, UNIT]", "groupBy: expected at most 4 dimensions; got 5."],
  ['asOf: "2025-11-15"', "asOf: expected today, 2025-11-14, or before; got 2025-11-15."],
  [
    'asOf: "2025-01-05"',
    "asOf: expected 2025-01-06, the first day of which tasks are told, or later; got 2025-01-05.",
  ],
  [
    "timeBucket: { field: AS_OF, grain: DAY }",
    "timeBucket: expected at most 60 steps of AS_OF; got more. Take a coarser grain, or a later day to begin from.",
  ],
  [
    "filter: { coordinatingOrganization: { in: [] } }",
    "filter.coordinatingOrganization.in: expected 1 to 1000 values; got 0.",
  ],
  [
    "groupBy: [DELAY], classes: [{ dimension: DELAY, ranges: [{ to: 7 }, { from: 7 }] }]",
    "classes.0.ranges: expected ranges that do not overlap; got up to 7 and 7 and more.",
  ],
])("refuses %s", async (args, message) => {
  const { errors } = await subgraph.execute(`{ taskStats(${args}) { dataAsOf } }`);
  expect(errors).toMatchObject([{ code: "BAD_USER_INPUT", message }]);
});
