import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

interface Point {
  bucket: { start: string; end: string; label: string };
  measures: object;
}

it.each([
  ["DAY", "2025-11-10", "2025-11-14", 5],
  ["WEEK", "2025-09-01", "2025-11-14", 11],
  ["MONTH", "2024-12-01", "2025-11-14", 12],
  ["QUARTER", "2025-01-01", "2025-12-31", 4],
])(
  "by %s has at each step what the statistics say of the step's last day",
  async (grain, from, to, steps) => {
    const measures = "{ assigned completed completedOnTime inProgress overdue overdueRate { value } }";
    const { data, errors, statements } = await subgraph.execute(`{
    taskSeries(filter: { assignedBy: CENTRAL }, from: "${from}", to: "${to}", grain: ${grain}) {
      bucket { start end label } measures ${measures} } }`);
    expect([errors, statements]).toEqual([[], 1]);
    const points = data?.taskSeries as Point[];
    expect(points).toHaveLength(steps);
    for (const { bucket, measures: counted } of points) {
      const lastDay = new Date(Date.parse(bucket.end) - 86_400_000).toISOString().slice(0, 10);
      const stats = await subgraph.execute(
        `{ taskStats(filter: { assignedBy: CENTRAL }, asOf: "${lastDay}") { totals ${measures} } }`,
      );
      expect({ taskStats: { totals: counted } }).toEqual(stats.data);
    }
  },
);

it.each([
  [
    'from: "2025-11-15", to: "2025-11-14"',
    "from: expected a day no later than to; got 2025-11-15 and 2025-11-14.",
  ],
  [
    'from: "1990-01-01", to: "2025-11-14", grain: DAY',
    "to: expected at most 540 steps; take a coarser grain or a shorter range.",
  ],
])("refuses %s", async (argument, message) => {
  const { errors } = await subgraph.execute(`{ taskSeries(${argument}) { bucket { label } } }`);
  expect(errors).toEqual([{ message, path: ["taskSeries"], code: "BAD_USER_INPUT" }]);
});
