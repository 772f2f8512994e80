import sql from "sql-template-tag";
import { expectTruthOf } from "../../../test/support/statistics/cube-truth";
import { expectPastTruth } from "../../../test/support/statistics/past-truth";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";
import { datasetCube } from "./dataset.cube";

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const criteria = ["ACCURATE", "SUFFICIENT", "CLEAN", "LIVE", "CONSISTENT", "SHARED"];
const rate = "{ numerator denominator value }";

type Answers = Record<string, { rows: Record<string, never>[]; totals: object }>;
async function ask<Answer = Answers>(query: string, now = testNow) {
  const { data, errors } = await subgraph.execute(query, {}, { now });
  expect(errors).toEqual([]);
  return data as Answer;
}

it("tell of the catalogue, and of each publisher, what its datasets tell, whenever they are asked", async () => {
  interface Told {
    datasets: { nodes: { publisher: { code: string }; onOpenDataPortal: boolean; quality: Quality }[] };
    datasetStats: { rows: { publisher: { code: string }; measures: object }[]; totals: object };
  }
  type Quality = { met: number; live: { holds: boolean } };
  const counts = `datasets openData live ${rate} meetingAllSix ${rate}`;
  for (const now of [testNow, "2025-08-31T23:59:59+07:00", "2027-01-01T00:00:00+07:00"]) {
    const { datasets, datasetStats } = await ask<Told>(
      `{ datasets(first: 200) { nodes { publisher { code } onOpenDataPortal quality { met live { holds } } } }
        datasetStats(groupBy: [PUBLISHER]) { rows { publisher { code } measures { ${counts} } } totals { ${counts} } } }`,
      now,
    );
    const told = ({ nodes }: Told["datasets"]) => {
      const share = (numerator: number) => ({
        ...{ numerator, denominator: nodes.length, value: numerator / nodes.length },
      });
      return {
        datasets: nodes.length,
        openData: nodes.filter(({ onOpenDataPortal }) => onOpenDataPortal).length,
        live: share(nodes.filter(({ quality }) => quality.live.holds).length),
        meetingAllSix: share(nodes.filter(({ quality }) => quality.met === 6).length),
      };
    };
    expect(datasetStats.totals).toEqual(told(datasets));
    const publishers = [...new Set(datasets.nodes.map(({ publisher }) => publisher.code))].toSorted();
    expect(datasetStats.rows).toEqual(
      publishers.map((code) => ({
        publisher: { code },
        measures: told({ nodes: datasets.nodes.filter(({ publisher }) => publisher.code === code) }),
      })),
    );
  }
});

it("count a dataset that fails several criteria in the group of each, and in the totals once", async () => {
  const names = criteria.map((criterion) => criterion.toLowerCase());
  const { datasetStats, whole } = await ask<{
    datasetStats: object;
    whole: { totals: Record<string, { numerator: number; denominator: number }> & { datasets: number } };
  }>(`{
    datasetStats(groupBy: [FAILING]) { rows { failing measures { datasets } } totals { datasets meetingAllSix { numerator } } }
    whole: datasetStats { totals { datasets meetingAllSix { numerator } ${names.map((name) => `${name} ${rate}`)} } } }`);
  const failing = names.map((name) => {
    const { numerator = 0, denominator = 0 } = whole.totals[name] ?? {};
    return { failing: name.toUpperCase(), measures: { datasets: denominator - numerator } };
  });
  const { datasets, meetingAllSix } = whole.totals;
  expect(datasetStats).toEqual({
    rows: [
      ...failing
        .filter((row) => row.measures.datasets > 0)
        .toSorted((left, right) => (left.failing < right.failing ? -1 : 1)),
      { failing: null, measures: { datasets: meetingAllSix?.numerator } },
    ],
    totals: { datasets, meetingAllSix },
  });
  expect(failing.map((row) => row.failing).toSorted()).toEqual(criteria.toSorted());
});

it("walk from a group to who publishes it, of which kind, and to the system that its data comes from", async () => {
  const { datasetStats } =
    await ask(`{ datasetStats(groupBy: [PUBLISHER, PUBLISHER_KIND, IT_SYSTEM, LICENSE], first: 3,
    filter: { publisherKind: { eq: DEPARTMENT }, itSystem: { isNull: false }, license: { eq: "CC-BY-4.0" }, search: "danh sách" }) {
    rows { publisher { code } publisherKind license itSystem { code name owner { code } } measures { datasets } } } }`);
  const rows = await subgraph.database.rows<{
    publisher: string;
    system: string;
    name: string;
    datasets: number;
  }>(sql`
    SELECT d.publisher_code AS publisher, s.code AS system, s.name, count(*)::int AS datasets
    FROM dataset d JOIN it_system s ON s.code = d.system_code JOIN organization o ON o.code = d.publisher_code
    WHERE o.kind = 'DEPARTMENT' AND d.license = 'CC-BY-4.0' AND d.search LIKE '%danh%' AND d.search LIKE '%sach%'
    GROUP BY 1, 2, 3 ORDER BY d.publisher_code COLLATE "C", s.code COLLATE "C" LIMIT 3`);
  expect(rows.length).toBeGreaterThan(0);
  expect(datasetStats?.rows).toEqual(
    rows.map(({ publisher, system, name, datasets }) => ({
      ...{ publisher: { code: publisher }, publisherKind: "DEPARTMENT", license: "CC-BY-4.0" },
      ...{ itSystem: { code: system, name, owner: { code: publisher } }, measures: { datasets } },
    })),
  );
});

it("have an answer to any question, the one that the rows have", async () => {
  const { database, statistics } = subgraph;
  await database.rows(sql`UPDATE dataset SET accurate = id % 2 = 0, clean = id % 3 = 0, license = NULL,
    access_level = 'SHARED', on_open_data_portal = FALSE, origin = 'REPORTED' WHERE id % 5 < 2`);
  for (const now of [testNow, "2025-09-30T23:59:59+07:00"])
    await expectTruthOf({ cube: datasetCube, statistics, database, now: new Date(now), questions: 80 });
}, 180_000);

it("as of a past day have the answers that were given then", async () => {
  const { database, statistics } = subgraph;
  const changes = {
    // Live until within the last millisecond of the day.
    "2025-12-01": [
      sql`UPDATE dataset SET frequency = 'DAILY',
        modified_at = timestamptz '2025-12-01T23:59:59.9995+07:00' - 24 * interval '3960 seconds' WHERE id % 4 = 1`,
    ],
    "2025-12-03": [
      sql`UPDATE dataset SET accurate = id % 2 = 0, license = NULL, access_level = 'SHARED', on_open_data_portal = FALSE WHERE id % 5 < 2`,
      sql`UPDATE dataset SET modified_at = '2025-12-03T09:00:00+07:00', frequency = 'DAILY' WHERE id % 3 = 0`,
    ],
    "2025-12-04": [sql`DELETE FROM dataset WHERE id % 7 = 0`],
    "2025-12-20": [
      sql`UPDATE dataset SET modified_at = '2025-12-20T09:00:00+07:00', theme = 'EDUC', system_code = NULL WHERE id % 2 = 0`,
    ],
  };
  await expectPastTruth({ cube: datasetCube, statistics, database, changes, questions: 40 });
}, 180_000);

it("of a past day are filtered by what was known then", async () => {
  const filter =
    '{ license: { eq: "CC-BY-4.0" }, frequency: { eq: MONTHLY }, publisherKind: { eq: DEPARTMENT }, not: { failing: { eq: LIVE } } }';
  const past = `{ datasetStats(asOf: "2025-10-15", filter: ${filter}) { totals { datasets } } }`;
  const before = await ask(past);
  await subgraph.database.transaction(async (transaction) => {
    await transaction.rows(sql`SELECT set_config('graph.today', '2025-11-14', true)`);
    await transaction.rows(
      sql`UPDATE dataset SET license = NULL, access_level = 'SHARED', on_open_data_portal = FALSE, frequency = 'DAILY'`,
    );
  });
  expect(await ask(past)).toEqual(before);
  expect(before.datasetStats?.totals).not.toEqual({ datasets: 0 });
  expect(await ask(`{ datasetStats(filter: ${filter}) { totals { datasets } } }`)).toEqual({
    datasetStats: { totals: { datasets: 0 } },
  });
});
