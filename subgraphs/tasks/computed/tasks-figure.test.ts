import { publishedFigures } from "../../../test/support/statistics/published-figures";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { tasks } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(tasks);
});
afterAll(() => subgraph.close());

const { figure, compute } = publishedFigures(() => subgraph, "TasksFigure", "2025-01-01");

const published: [
  code: string,
  periodEnd: string,
  published: string,
  computed: string,
  difference: string,
][] = [
  ["tasks.central.assigned", "2025-11-14", "187", "187", "0"],
  ["tasks.central.completed", "2025-11-14", "98", "98", "0"],
  ["tasks.central.completed-on-time", "2025-11-14", "83", "83", "0"],
  ["tasks.central.completed-late", "2025-11-14", "15", "15", "0"],
  ["tasks.central.underway", "2025-11-14", "89", "89", "0"],
  ["tasks.central.overdue", "2025-11-14", "12", "12", "0"],
  ["tasks.city.assigned", "2025-11-14", "197", "197", "0"],
  ["tasks.city.overdue", "2025-11-14", "18", "18", "0"],
  ["tasks.all.underway", "2025-11-14", "221", "221", "0"],
  ["tasks.all.overdue", "2025-11-14", "30", "30", "0"],
  ["tasks.central.completion-rate", "2025-11-14", "0.5", "0.5", "0.0"],
];

it("computes what the city published, for all observations in one statement", async () => {
  const { computed, statements } = await compute(
    published.map(([code, to, value]) => figure(code, to, value)),
  );
  expect(computed).toEqual(published.map(([, , , value, difference]) => ({ value, difference })));
  expect(statements).toBe(1);
});

it.each([
  ["2025-11-13", "2026-11-28T09:00:00+07:00", "2025-11-13"],
  ["2025-12-31", "2025-11-14T16:59:59.999Z", "2025-11-14"],
  ["2025-12-31", "2025-11-14T17:00:00.000Z", "2025-11-15"],
])("computes a period up to %s, requested at %s, as of %s", async (periodEnd, now, to) => {
  const { data, errors } = await subgraph.execute(
    `query ($figure: _Any!, $to: Date) {
      _entities(representations: [$figure]) { ... on TasksFigure { computed { value periodStart periodEnd } } }
      taskStats(asOf: $to) { totals { overdue } } }`,
    { figure: figure("tasks.all.overdue", periodEnd, "30"), to },
    { now },
  );
  expect(errors).toEqual([]);
  const { taskStats } = data as { taskStats: { totals: { overdue: number } } };
  expect(data?._entities).toEqual([
    { computed: { value: String(taskStats.totals.overdue), periodStart: "2025-01-01", periodEnd: to } },
  ]);
});

it("computes nothing for a future period", async () => {
  const toCome = figure("tasks.all.overdue", "2025-12-31", "30", { periodStart: "2025-11-15" });
  expect(await compute([toCome])).toEqual({ computed: [null], statements: 0 });
});

it("computes nothing for another sector", async () => {
  expect(await compute([figure("dossiers.received", "2025-11-14", "1")])).toEqual({
    computed: [null],
    statements: 0,
  });
});

it("computes the same at the end of each month of a period and of the year before, up to today", async () => {
  const { data, errors } = await subgraph.execute(
    `query ($figure: _Any!) { _entities(representations: [$figure]) { ... on TasksFigure {
      computed { value } series { value difference periodStart periodEnd } } } }`,
    { figure: figure("tasks.all.overdue", "2025-12-31", "5") },
  );
  expect(errors).toEqual([]);
  const [{ computed, series }] = (data as { _entities: [{ computed: object; series: SeriesStep[] }] })
    ._entities;
  expect(series.map(({ periodEnd }) => periodEnd)).toEqual([
    ...["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30", "2024-07-31"],
    ...["2024-08-31", "2024-09-30", "2024-10-31", "2024-11-30", "2024-12-31", "2025-01-31", "2025-02-28"],
    ...["2025-03-31", "2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30"],
    ...["2025-10-31", "2025-11-14"],
  ]);
  expect(series.at(-1)).toEqual({
    value: "30",
    difference: "25",
    periodStart: "2025-01-01",
    periodEnd: "2025-11-14",
  });
  expect(computed).toEqual({ value: "30" });
});

interface SeriesStep {
  value: string;
  difference: string;
  periodStart: string | null;
  periodEnd: string;
}
