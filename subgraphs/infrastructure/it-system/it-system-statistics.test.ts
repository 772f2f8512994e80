import sql from "sql-template-tag";
import { expectTruthOf } from "../../../test/support/statistics/cube-truth";
import { expectPastTruth } from "../../../test/support/statistics/past-truth";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { systemCube } from "./it-system.cube";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

async function ask(query: string) {
  const { data, errors } = await subgraph.execute(query);
  expect(errors).toEqual([]);
  return data;
}

const rate = "{ numerator denominator value }";

it("tell of the city what its systems tell, the 409 that have moved among it", async () => {
  const data = await ask(
    `{ itSystemStats { totals { systems migrated migratedShare ${rate} sharingData ${rate} } } }`,
  );
  const { systems, sharing } = await subgraph.database.row<Record<"systems" | "sharing", number>>(sql`
    SELECT count(*)::int AS systems, (count(*) FILTER (WHERE data_sharing <> 'CLOSED'))::int AS sharing
    FROM it_system`);
  const share = (numerator: number) => ({ numerator, denominator: systems, value: numerator / systems });
  expect(data?.itSystemStats).toEqual({
    totals: { systems, migrated: 409, migratedShare: share(409), sharingData: share(sharing) },
  });
});

it("walk from a group to its owner and its data centre, month by month of the moves", async () => {
  const data =
    await ask(`{ itSystemStats(groupBy: [DATA_CENTRE], timeBucket: { field: MIGRATED, grain: QUARTER }
    filter: { migration: { eq: MIGRATED }, ownerKind: { eq: DEPARTMENT }, dataCentre: { isNull: false } }) { rows {
    dataCentre { code name } bucket { start } runningTotal(measure: SYSTEMS) distinct(dimension: OWNER)
    measures { systems cpuCores } } } }`);
  const rows = await subgraph.database.rows<Record<string, number | string>>(sql`
    SELECT c.code, c.name, date_trunc('quarter', s.migrated_on::timestamp)::date::text AS start, count(*)::int AS systems,
      sum(s.cpu_cores)::int AS "cpuCores", count(DISTINCT s.owner_code)::int AS owners,
      (sum(count(*)) OVER (PARTITION BY c.code ORDER BY date_trunc('quarter', s.migrated_on::timestamp)))::int AS total
    FROM it_system s JOIN data_centre c ON c.code = s.data_centre_code JOIN organization o ON o.code = s.owner_code
    WHERE s.migration = 'MIGRATED' AND o.kind = 'DEPARTMENT' GROUP BY 1, 2, date_trunc('quarter', s.migrated_on::timestamp)
    ORDER BY 3, 1`);
  const stats = data?.itSystemStats as { rows: { measures: { systems: number } }[] };
  expect(stats.rows.filter(({ measures }) => measures.systems > 0)).toEqual(
    rows.map(({ code, name, start, systems, cpuCores, owners, total }) => ({
      ...{ dataCentre: { code, name }, bucket: { start }, runningTotal: total, distinct: owners },
      measures: { systems, cpuCores },
    })),
  );
  expect(rows.length).toBeGreaterThan(0);
});

it("of all organizations take one statement", async () => {
  const codes = await subgraph.database.rows<{ code: string; systems: number }>(sql`
    SELECT o.code, count(s.code)::int AS systems FROM organization o LEFT JOIN it_system s ON s.owner_code = o.code
    GROUP BY 1 ORDER BY 1`);
  const { data, errors, statements } = await subgraph.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Organization { code itSystemStats { systems } } } }`,
    { representations: codes.map(({ code }) => ({ __typename: "Organization", code })) },
  );
  expect({ errors, statements }).toEqual({ errors: [], statements: 1 });
  expect(data?._entities).toEqual(codes.map(({ code, systems }) => ({ code, itSystemStats: { systems } })));
});

it("have an answer to any question, the one that the rows have", async () => {
  const { database, statistics } = subgraph;
  await database.rows(sql`
    UPDATE it_system SET security_level = CASE WHEN cpu_cores IS NULL THEN NULL ELSE 1 + cpu_cores % 5 END,
      data_sharing = 'CLOSED', origin = 'REPORTED' WHERE commissioned_on < '2020-01-01'`);
  await expectTruthOf({ cube: systemCube, statistics, database, now: new Date(testNow), questions: 120 });
}, 180_000);

it("as of a past day have the answers that were given then", async () => {
  const { database, statistics } = subgraph;
  const changes = {
    "2025-12-01": [],
    "2025-12-03": [
      sql`UPDATE it_system SET migration = 'MIGRATED', hosting = 'CITY_CLOUD', migrated_on = '2025-12-02', cpu_cores = 8
        WHERE migration <> 'MIGRATED' AND commissioned_on < '2018-01-01'`,
      sql`UPDATE it_system SET security_level = 5, data_sharing = 'CLOSED' WHERE commissioned_on > '2020-01-01'`,
    ],
    "2025-12-04": [sql`UPDATE it_system SET owner_code = 'SKHCN', origin = 'REPORTED' WHERE cpu_cores > 4`],
    "2025-12-20": [
      sql`INSERT INTO it_system (code, name, owner_code, hosting, migration, commissioned_on, data_sharing, origin)
        SELECT code || '-B', name || ' B', owner_code, 'ON_PREMISES', 'NOT_STARTED', '2025-12-19', 'SHARED', 'REPORTED'
        FROM it_system`,
    ],
  };
  await expectPastTruth({ cube: systemCube, statistics, database, changes, questions: 60 });
}, 180_000);

it("are listed among the cubes, with the dimensions and measures of each", async () => {
  const data = await ask(
    "{ infrastructureCubes { query rows protected dimensions { name kind } measures { name measurementUnit } } }",
  );
  const cubes = data?.infrastructureCubes as { query: string; dimensions: object[]; measures: object[] }[];
  expect(cubes.map(({ query }) => query)).toEqual([
    "datasetStats",
    "itSystemStats",
    "administrativeUnitStats",
  ]);
  expect(cubes[0]?.dimensions).toContainEqual({ name: "FAILING", kind: "VALUES" });
  expect(cubes[1]?.measures).toContainEqual({ name: "CPU_CORES", measurementUnit: "processor cores" });
});
