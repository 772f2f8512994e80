import sql from "sql-template-tag";
import { expectPastTruth } from "../../../../test/support/statistics/past-truth";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { bazaar } from "../subgraph";
import { marketStallCube } from "./market-stall.cube";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(bazaar);
});
afterAll(() => subgraph.close());

it("counts market stalls by who they belong to, as SQL over the rows does", async () => {
  const { data, errors } =
    await subgraph.execute(`{ marketStallStats(groupBy: [OWNERSHIP], orderBy: [{ field: MARKET_STALLS }]) {
    rows { ownership measures { marketStalls capacity averageCapacity } }
    totals { marketStalls publicShare { numerator denominator } origin } } }`);
  const rows = await subgraph.database.rows<Record<string, unknown>>(sql`
    SELECT ownership, count(*)::int AS "marketStalls", sum(capacity)::int AS capacity,
      avg(capacity)::float8 AS "averageCapacity"
    FROM market_stall GROUP BY ownership ORDER BY count(*) DESC`);
  const { numerator, denominator } = await subgraph.database.row<Record<string, number>>(sql`
    SELECT (count(*) FILTER (WHERE ownership = 'PUBLIC'))::int AS numerator, count(*)::int AS denominator
    FROM market_stall`);
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      marketStallStats: {
        rows: rows.map(({ ownership, averageCapacity, ...counts }) => ({
          ownership,
          measures: { ...counts, averageCapacity: expect.closeTo(Number(averageCapacity), 9) },
        })),
        totals: {
          marketStalls: denominator,
          publicShare: { numerator, denominator },
          origin: "SYNTHETIC",
        },
      },
    },
  });
});

it("counts those of a unit, and of the city all of them", async () => {
  const { data, errors } = await subgraph.execute(`{ _entities(representations: [
    { __typename: "AdministrativeUnit", code: "00004" } { __typename: "AdministrativeUnit", code: "01" }
  ]) { ... on AdministrativeUnit { marketStallStats { marketStalls } } } }`);
  const { all } = await subgraph.database.row<{ all: number }>(
    sql`SELECT count(*)::int AS "all" FROM market_stall`,
  );
  expect({ data, errors }).toEqual({
    errors: [],
    data: {
      _entities: [{ marketStallStats: { marketStalls: 1 } }, { marketStallStats: { marketStalls: all } }],
    },
  });
});

it("gives the answers of a past day that were given then, to any question", async () => {
  const { database, statistics } = subgraph;
  const changes = {
    "2025-12-01": [],
    "2025-12-03": [
      sql`UPDATE market_stall SET capacity = capacity + 40, ownership = 'PRIVATE' WHERE unit_code < '00300'`,
      sql`INSERT INTO market_stall (code, name, ownership, unit_code, organization_code, opened_on, origin, changed_at)
        SELECT 'MOI-' || n, 'M' || n, 'PUBLIC', '00004', 'SCT', '2025-12-02', 'REPORTED', now()
        FROM generate_series(1, 20) AS n`,
    ],
    "2025-12-20": [sql`DELETE FROM market_stall WHERE unit_code > '00400'`],
  };
  await expectPastTruth({ cube: marketStallCube, statistics, database, changes, questions: 20 });
});
