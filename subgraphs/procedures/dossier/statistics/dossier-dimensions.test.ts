import sql, { raw } from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";

/* Dimensions of dossiers that are derived from their days, numbers and procedures. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const publicViewer = { subject: null, role: "public", organization: null } as const;
const days =
  "((resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date)";

it("has a histogram of processing days, in the usual classes and in those that are chosen", async () => {
  const classes = [
    [
      "",
      [
        [0, 0],
        [1, 1],
        [2, 2],
        [3, 5],
        [6, 10],
        [11, 20],
        [21, null],
      ],
    ],
    [
      "classes: [{ dimension: PROCESSING_DAYS, ranges: [{ from: 9 }, { to: 3 }, { from: 5, to: 7 }] }]",
      [
        [null, 3],
        [5, 7],
        [9, null],
      ],
    ],
  ] as const;
  for (const [args, ranges] of classes) {
    const { data, errors } = await subgraph.execute(`{ dossierStats(groupBy: [PROCESSING_DAYS] ${args}) {
      rows { processingDays { from to } measures { received } } } }`);
    const within = ranges.map(([from, to]) => `${days} BETWEEN ${from ?? -1} AND ${to ?? 9999}`);
    const rows = [];
    for (const [at, condition] of [...within, `(${within.join(" OR ")}) IS NOT TRUE`].entries()) {
      const { n } = await subgraph.database.row<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM dossier WHERE ${raw(condition)}`,
      );
      const [from, to] = ranges[at] ?? [];
      const processingDays = from === undefined || to === undefined ? null : { from, to };
      if (n > 0) rows.push({ processingDays, measures: { received: n } });
    }
    expect({ errors, data }).toEqual({ errors: [], data: { dossierStats: { rows } } });
  }
});

it("groups by four dimensions of procedures, days and payments", async () => {
  const { data, errors } = await subgraph.execute(`{
    dossierStats(groupBy: [WEEKDAY, GREEN_LANE, ONLINE_LEVEL, PAYMENT], first: 500
      filter: { dueOn: { gte: "2025-08-01", lt: "2025-10-01" }, processingDays: { gte: 2, lte: 9 }, satisfaction: { gte: 3 } }) {
      rows { weekday greenLane onlineLevel payment measures { received averageSatisfaction } } } }`);
  const found = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT (ARRAY['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'])[day] AS weekday,
      "greenLane", "onlineLevel", payment, received, mean::float8 AS mean FROM (
        SELECT extract(isodow FROM received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS day,
          green_lane_decision IS NOT NULL AS "greenLane", online_level AS "onlineLevel", payment,
          count(*)::int AS received, avg(satisfaction) AS mean
        FROM dossier JOIN procedure ON procedure.code = procedure_code
        WHERE due_at >= '2025-08-01T00:00+07' AND due_at < '2025-10-01T00:00+07'
          AND ${raw(days)} BETWEEN 2 AND 9 AND satisfaction >= 3
        GROUP BY 1, 2, 3, 4) AS g
    ORDER BY day, "greenLane"::text, "onlineLevel"::text, payment::text`);
  const rows = found.map(({ received, mean, ...keys }) => ({
    ...keys,
    measures: { received, averageSatisfaction: expect.closeTo(Number(mean), 9) },
  }));
  expect(rows.length).toBeGreaterThan(20);
  expect({ errors, data }).toEqual({ errors: [], data: { dossierStats: { rows } } });
});

const chosen = (ranges: string, dimension = "PROCESSING_DAYS") =>
  `groupBy: [PROCESSING_DAYS, UNIT], classes: [{ dimension: ${dimension}, ranges: [${ranges}] }]`;
it.each([
  [
    chosen("{ from: 0, to: 5 }, { from: 5 }"),
    "classes.0.ranges: expected ranges that do not overlap; got 0–5 and 5 and more.",
  ],
  [
    chosen("{}, { from: 5 }"),
    "classes.0.ranges: expected ranges that do not overlap; got all and 5 and more.",
  ],
  [chosen("{ from: 7, to: 5 }"), "classes.0.ranges.0: expected from to be no larger than to; got 7 and 5."],
  [chosen(""), "classes.0.ranges: expected 1 to 50 ranges; got 0."],
  [
    chosen("{ from: 1 }", "UNIT"),
    "classes.0.dimension: expected one of PROCESSING_DAYS, SATISFACTION; got UNIT.",
  ],
  [
    chosen("{ from: 1 }", "SATISFACTION"),
    "classes.0.dimension: expected a dimension of groupBy; got SATISFACTION.",
  ],
  [
    "filter: { processingDays: { gte: 5, lte: 4 } }",
    "filter.processingDays: expected gte to be no larger than lte; got 5 and 4.",
  ],
])("refuses %s", async (args, message) => {
  const { data, errors } = await subgraph.execute(`{ dossierStats(${args}) { truncated } }`);
  expect({ data, errors }).toEqual({
    data: { dossierStats: null },
    errors: [{ message, path: ["dossierStats"], code: "BAD_USER_INPUT" }],
  });
});

it("refuses the public ranges of numbers, and protects the usual classes", async () => {
  const ask = (args: string) =>
    subgraph.execute(
      `{ dossierStats(${args}) { rows { processingDays { label } measures { received } protected } } }`,
      {},
      { viewer: publicViewer },
    );
  const refused = [
    await ask("filter: { processingDays: { gte: 5 } }"),
    await ask("filter: { not: { satisfaction: { isNull: true } } }"),
    await ask(chosen("{ from: 1 }")),
  ];
  expect(refused.map(({ errors }) => errors[0]?.message.split(":")[0])).toEqual([
    "filter.processingDays",
    "filter.satisfaction",
    "classes",
  ]);
  const { data, errors } = await ask("groupBy: [PROCESSING_DAYS]");
  const labels = ["0", "1", "2", "3–5", "6–10", "11–20", "21 and more"].map((label) => ({ label }));
  const rows = [...labels, null].map((processingDays) => {
    return { processingDays, measures: { received: expect.any(Number) }, protected: true };
  });
  expect({ data, errors }).toEqual({ data: { dossierStats: { rows } }, errors: [] });
});
