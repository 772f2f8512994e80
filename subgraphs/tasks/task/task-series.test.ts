import fc from "fast-check";
import { addDays } from "../../../shared/clock/calendar-day";
import { bucketOf, type TimeGrain } from "../../../shared/clock/time-buckets";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

interface Point {
  bucket: { start: string; end: string; label: string };
  asOf: string;
  isPartial: boolean;
  measures: object;
}

const measures = "{ assigned completed completedOnTime inProgress overdue overdueRate { value } }";

async function seriesOf(from: string, to: string, grain: string, now?: string): Promise<Point[]> {
  const { data, errors, statements } = await subgraph.execute(
    `{ taskSeries(filter: { assignedBy: CENTRAL }, from: "${from}", to: "${to}", grain: ${grain}) {
      bucket { start end label } asOf isPartial measures ${measures} } }`,
    {},
    { ...(now !== undefined && { now }) },
  );
  expect([errors, statements]).toEqual([[], 1]);
  return data?.taskSeries as Point[];
}

async function statsOf(asOf: string, now?: string): Promise<unknown> {
  const { data } = await subgraph.execute(
    `{ taskStats(filter: { assignedBy: CENTRAL }, asOf: "${asOf}") { totals ${measures} } }`,
    {},
    { ...(now !== undefined && { now }) },
  );
  return (data as { taskStats: { totals: unknown } }).taskStats.totals;
}

it.each([
  ["DAY", "2025-11-10", "2025-11-14", 5],
  ["WEEK", "2025-09-01", "2025-11-14", 11],
  ["MONTH", "2024-12-01", "2025-11-14", 12],
  ["QUARTER", "2025-01-01", "2025-12-31", 4],
])(
  "by %s says at each step what the statistics say of the day it was taken",
  async (grain, from, to, steps) => {
    const points = await seriesOf(from, to, grain);
    expect(points).toHaveLength(steps);
    for (const { asOf, measures: counted } of points) expect(counted).toEqual(await statsOf(asOf));
  },
);

it("takes the last point at `to`, where statistics ask the same", async () => {
  const [november] = await seriesOf("2025-11-01", "2025-11-14", "MONTH", "2026-11-28T09:00:00+07:00");
  expect(november).toEqual({
    bucket: { start: "2025-11-01", end: "2025-12-01", label: "2025-11" },
    asOf: "2025-11-14",
    isPartial: true,
    measures: {
      assigned: 187,
      completed: 98,
      completedOnTime: 83,
      inProgress: 77,
      overdue: 12,
      overdueRate: { value: 12 / 89 },
    },
  });
});

it.each([
  // The clock one millisecond before and after midnight in Hanoi; steps to come are not there.
  ["WEEK", "2025-11-10", "2025-12-31", "2025-11-16T16:59:59.999Z", [["2025-W46", "2025-11-16", true]]],
  [
    "WEEK",
    "2025-11-10",
    "2025-12-31",
    "2025-11-16T17:00:00.000Z",
    [
      ["2025-W46", "2025-11-16", false],
      ["2025-W47", "2025-11-17", true],
    ],
  ],
  ["DAY", "2025-11-14", "2025-11-15", "2025-11-14T16:59:59.999Z", [["2025-11-14", "2025-11-14", true]]],
  ["DAY", "2025-11-14", "2025-11-14", "2025-11-14T17:00:00.000Z", [["2025-11-14", "2025-11-14", false]]],
  // Week 53, and weeks and quarters over the turn of the year.
  [
    "WEEK",
    "2026-12-30",
    "2027-01-05",
    "2027-02-01T00:00:00Z",
    [
      ["2026-W53", "2027-01-03", false],
      ["2027-W01", "2027-01-05", true],
    ],
  ],
  [
    "QUARTER",
    "2025-12-31",
    "2026-01-01",
    "2026-01-01T09:00:00+07:00",
    [
      ["2025-Q4", "2025-12-31", false],
      ["2026-Q1", "2026-01-01", true],
    ],
  ],
  ["MONTH", "2025-11-30", "2025-11-30", "2025-12-01T00:00:00+07:00", [["2025-11", "2025-11-30", false]]],
  ["MONTH", "2025-11-30", "2025-11-30", "2025-11-30T23:59:59+07:00", [["2025-11", "2025-11-30", true]]],
])("by %s from %s to %s, asked at %s", async (grain, from, to, now, expected) => {
  const points = await seriesOf(from, to, grain, now);
  expect(points.map(({ bucket, asOf, isPartial }) => [bucket.label, asOf, isPartial])).toEqual(expected);
});

it("never counts a day after `to` or today, and leaves out no step that has begun", async () => {
  const days = fc.integer({ min: 0, max: 700 });
  const grain = fc.constantFrom<TimeGrain>("WEEK", "MONTH", "QUARTER");
  await fc.assert(
    fc.asyncProperty(days, days, days, grain, async (begin, toIn, todayIn, asked) => {
      const from = addDays("2024-06-01", begin);
      const [to, today] = [addDays(from, toIn), addDays(from, todayIn)];
      const now = `${today}T12:00:00+07:00`;
      const points = await seriesOf(from, to, asked, now);
      const last = points.at(-1) as Point;
      expect(last.asOf).toBe(addDays(from, Math.min(toIn, todayIn)));
      expect(last.isPartial).toBe(addDays(last.bucket.end, -1) > to || last.bucket.end > today);
      expect(last.measures).toEqual(await statsOf(last.asOf, now));
      expect(bucketOf(from, asked)).toEqual(points[0]?.bucket);
      points.slice(1).forEach(({ bucket }, at) => {
        expect(bucket.start).toBe(points[at]?.bucket.end);
        expect(points[at]).toMatchObject({ asOf: addDays(bucket.start, -1), isPartial: false });
      });
    }),
    { numRuns: 40 },
  );
});

it("begins before the first task with counts of nothing", async () => {
  const points = await seriesOf("2024-10-01", "2024-12-31", "MONTH");
  expect(points.map(({ measures: counted }) => counted)).toEqual(
    Array(3).fill(expect.objectContaining({ assigned: 0, overdue: 0, overdueRate: { value: null } })),
  );
});

it.each([
  [
    'from: "2025-11-15", to: "2025-11-14"',
    "from: expected a day no later than to; got 2025-11-15 and 2025-11-14.",
  ],
  ['from: "2025-11-15", to: "2025-12-31"', "from: expected today, 2025-11-14, or before; got 2025-11-15."],
  [
    'from: "1990-01-01", to: "2025-11-14", grain: DAY',
    "to: expected at most 540 steps; take a coarser grain or a shorter range.",
  ],
])("refuses %s", async (argument, message) => {
  const { errors } = await subgraph.execute(`{ taskSeries(${argument}) { bucket { label } } }`);
  expect(errors).toEqual([{ message, path: ["taskSeries"], code: "BAD_USER_INPUT" }]);
});
