import sql from "sql-template-tag";
import { countRows } from "../../../shared/kit/cube/count-rows";
import { constantName } from "../../../shared/kit/cube/cube";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../subgraph";
import { loanCube } from "./loan.cube";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(libraries);
});
afterAll(() => subgraph.close());

const now = new Date("2025-11-14T05:00:00Z");

it("offers what dossiers offer", async () => {
  const { data, errors, statements } = await subgraph.execute(`{
    loanStats(
      groupBy: [LIBRARY, UNIT], timeBucket: { field: LENT, grain: MONTH, fillGaps: true }
      filter: { lentOn: { gte: "2025-10-01", lt: "2025-11-01" }, not: { reader: { in: [CHILD] } } }
      having: [{ measure: LENT, is: { gte: 1 } }], orderBy: [{ field: LENT }], first: 1
    ) {
      rows { bucket { label } library { name } unit { code }
        measures { lent inTimeRate { numerator denominator } averageDays daysLent(percentile: 0.5) } }
      totals { lent overdue } dataAsOf truncated } }`);
  expect({ errors, statements }).toEqual({ errors: [], statements: 3 });
  const rows = await subgraph.database.rows<{ library: string; lent: number; days: number }>(sql`
    SELECT library_code AS library, count(*)::int AS lent,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY returned_at::date - lent_at::date) AS days
    FROM loan WHERE reader <> 'CHILD' AND lent_at >= '2025-10-01T00:00+07' AND lent_at < '2025-11-01T00:00+07'
    GROUP BY 1 ORDER BY 2 DESC, 1`);
  expect(data?.loanStats).toMatchObject({
    rows: [
      {
        bucket: { label: "2025-10" },
        library: { name: `Thư viện mẫu ${rows[0]?.library.slice(3)}` },
        unit: { code: rows[0]?.library.slice(3) },
        measures: { lent: rows[0]?.lent, daysLent: rows[0]?.days },
      },
    ],
    totals: { lent: rows.reduce((sum, { lent }) => sum + lent, 0) },
    truncated: true,
  });
});

it("offers classes, pages and the first of each, and tells what it offers", async () => {
  const { data, errors } = await subgraph.execute(`{
    librariesCubes { query rows mostDimensions mostGroups protected hasAsOf dimensions { name kind } measures { name measurementUnit } }
    loanStats(groupBy: [READER, DAYS_LENT], classes: [{ dimension: DAYS_LENT, ranges: [{ to: 3 }, { from: 4, to: 9 }] }]
      filter: { daysLent: { lte: 9 } }, topWithin: { dimension: READER, first: 1 }, orderBy: [{ field: IN_TIME_RATE }]) {
      rows { reader daysLent { label } isPartial } dataThrough endCursor } }`);
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      librariesCubes: [
        {
          ...{ query: "loanStats", rows: "loans", mostDimensions: 4, mostGroups: 10_000, protected: true },
          hasAsOf: true,
          dimensions: [
            ...["LIBRARY", "UNIT"].map((name) => ({ name, kind: "CODE" })),
            { name: "READER", kind: "VALUE" },
            { name: "DAYS_LENT", kind: "CLASSES" },
            ...["LENT", "RETURNED", "AS_OF"].map((name) => ({ name, kind: "TIME" })),
          ],
          measures: [
            { name: "LENT", measurementUnit: "loans" },
            { name: "OVERDUE", measurementUnit: "loans" },
            { name: "IN_TIME_RATE", measurementUnit: "share, 0 to 1" },
            { name: "AVERAGE_DAYS", measurementUnit: "days" },
          ],
        },
      ],
      loanStats: {
        rows: ["ADULT", "CHILD"].map((reader) => ({
          ...{ reader, isPartial: null },
          daysLent: { label: expect.stringMatching(/^(up to 3|4–9)$/) },
        })),
        dataThrough: expect.stringMatching(/^2025-/),
        endCursor: expect.any(String),
      },
    },
  });
});

it("counts in every grouping as the database does, also when a library moves", async () => {
  const dimensions = Object.keys(loanCube.dimensions).map(constantName);
  for (const change of [sql`SELECT`, sql`UPDATE library SET unit_code = '00091' WHERE code = 'TV-00004'`]) {
    await subgraph.database.rows(change);
    for (const groupBy of [[], ...dimensions.map((one) => [one]), dimensions])
      for (const [field, asOf] of [
        ["LENT", null],
        ["RETURNED", null],
        ["RETURNED", "2025-08-31"],
      ] as const) {
        const question = {
          ...{ asOf, groupBy, first: 500 },
          timeBucket: { field, grain: "WEEK" as const, fillGaps: true },
        };
        const { groups, totals } = await subgraph.statistics.ask(loanCube, question, {
          database: subgraph.database,
          now,
        });
        expect({ groups, totals }).toEqual(await countRows(subgraph.database, loanCube, question, now));
      }
  }
});

it.each(["2025-07-31", "2025-08-20"])(
  "counts loans as they stood at the end of %s, also after a correction",
  async (asOf) => {
    for (const change of [
      sql`SELECT`,
      sql`UPDATE loan SET returned_at = lent_at + interval '3 days' WHERE id % 7 = 0 AND returned_at IS NULL`,
    ]) {
      await subgraph.database.rows(change);
      const { data, errors } = await subgraph.execute(
        `{ loanStats(asOf: "${asOf}", groupBy: [LIBRARY]) { rows { library { code }
        measures { lent overdue inTimeRate { numerator denominator } } } } }`,
      );
      const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
      WITH past AS (SELECT (${asOf}::date + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AS over)
      SELECT library_code AS code, count(*)::int AS lent,
        (count(*) FILTER (WHERE due_at < over AND (returned_at IS NULL OR returned_at >= over)))::int AS overdue,
        (count(*) FILTER (WHERE returned_at < over AND returned_at <= due_at))::int AS numerator,
        (count(*) FILTER (WHERE returned_at < over))::int AS denominator
      FROM loan, past WHERE lent_at < over GROUP BY 1 ORDER BY 1`);
      expect({ data, errors }).toEqual({
        data: {
          loanStats: {
            rows: rows.map(({ code, lent, overdue, numerator, denominator }) => ({
              library: { code },
              measures: { lent, overdue, inTimeRate: { numerator, denominator } },
            })),
          },
        },
        errors: [],
      });
    }
  },
);
