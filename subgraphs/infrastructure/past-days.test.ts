import sql from "sql-template-tag";
import { admin, openTestSubgraph, type TestSubgraph } from "../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "./subgraph";

/* What this sector says of a past day: what was known at its end, whatever has been changed since. */

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const measures =
  "datasets openData live { numerator } meetingAllSix { numerator } byCriterion { criterion rate { numerator denominator } } origin";
const everything = `query ($asOf: Date) {
  catalogueStats(asOf: $asOf) { ${measures} }
  business: catalogueStats(asOf: $asOf, filter: { theme: ["ECON"], failing: [LIVE] }) { ${measures} }
  catalogueByPublisher(asOf: $asOf, opened: true) { publisher { code } stats { ${measures} } }
  dataset(id: "1") { quality(asOf: $asOf) { met assessedOn accurate { holds evidence } live { holds } } }
  platforms(asOf: $asOf) { code name owner { code } launchedOn registeredUsers services origin }
  infrastructureStats(asOf: $asOf) { units unitsReady { numerator } readinessByCriterion { criterion rate { numerator } }
    averageApplicationsPerUnit systems systemsMigrated { numerator } systemsSharingData { numerator } origin }
  administrativeUnits(asOf: $asOf, filter: { ready: true }, first: 200) { nodes { code readiness(asOf: $asOf) { meets } } }
}`;

async function at(asOf: string | null): Promise<Record<string, unknown>> {
  const { data, errors } = await subgraph.execute(everything, { asOf });
  expect(errors).toEqual([]);
  return data as Record<string, unknown>;
}

async function change(): Promise<void> {
  const mutations = [
    'assessDatasetQuality(input: { datasetId: "1", criterion: ACCURATE, holds: $flag }) { userErrors { message } }',
    'recordPlatform(input: { code: "ihanoi", name: "Tên mới", owner: "VPUB", launchedOn: "2025-11-01", registeredUsers: 5 }) { userErrors { message } }',
    'recordPlatform(input: { code: "new", name: "Mới", owner: "VPUB" }) { userErrors { message } }',
    'publishDataset(input: { publisher: "STP", title: "Mới", theme: "ECON", frequency: DAILY, accessLevel: SHARED }) { userErrors { message } }',
    'assessUnitReadiness(input: { unit: "00004", criterion: LAN, meets: $flag, assessedOn: "2025-11-14" }) { userErrors { message } }',
  ];
  const { accurate } = await subgraph.database.row<{ accurate: boolean }>(
    sql`SELECT accurate FROM dataset WHERE id = 1`,
  );
  for (const [at_, mutation] of mutations.entries()) {
    const variables = mutation.includes("$flag") ? "($flag: Boolean!)" : "";
    const { data, errors } = await subgraph.execute(
      `mutation ${variables} { m${at_}: ${mutation} }`,
      mutation.includes("$flag") ? { flag: at_ === 0 ? !accurate : false } : {},
      { viewer: admin },
    );
    expect([errors, data]).toEqual([[], { [`m${at_}`]: { userErrors: [] } }]);
  }
  await subgraph.database.transaction(async (transaction) => {
    await transaction.rows(sql`SELECT set_config('graph.today', '2025-11-14', true)`);
    await transaction.rows(sql`UPDATE it_system SET data_sharing = 'CLOSED'`);
    await transaction.rows(sql`DELETE FROM unit_application WHERE unit_code = '00004'`);
    await transaction.rows(sql`DELETE FROM dataset WHERE id = 2`);
  });
}

it("does not change with what is changed today", async () => {
  const days = ["2025-07-01", "2025-08-31", "2025-10-15", "2025-11-13"];
  const before = await Promise.all(days.map(at));
  const today = await at(null);
  expect(await at("2025-11-14")).toEqual(today);
  await change();
  expect(await Promise.all(days.map(at))).toEqual(before);
  const now = await at(null);
  for (const field of Object.keys(now).filter((name) => name !== "business")) {
    expect([field, JSON.stringify(now[field]) === JSON.stringify(today[field])]).toEqual([field, false]);
  }
});

it("knows no criterion of a dataset before it was assessed, and no change before it was made", async () => {
  interface Stats {
    byCriterion: { criterion: string; rate: { numerator: number } }[];
  }
  const criteria = async (day: string | null) =>
    Object.fromEntries(
      ((await at(day)) as { catalogueStats: Stats }).catalogueStats.byCriterion.map(({ criterion, rate }) => [
        criterion,
        rate.numerator,
      ]),
    );
  const august = await criteria("2025-08-31");
  expect({ ...august, LIVE: 0 }).toEqual({
    ...{ ACCURATE: 0, SUFFICIENT: 0, CLEAN: 0, CONSISTENT: 0, SHARED: 0 },
    LIVE: 0,
  });
  const { late } = await subgraph.database.row<{ late: number }>(sql`
    SELECT count(*)::int AS late FROM dataset WHERE graph_source IS NULL AND modified_at < '2025-09-01T00:00+07' AND live_until >= '2025-08-31T23:59:59.999+07'`);
  expect(august.LIVE).toBe(late);
  const [october, november] = [await criteria("2025-10-20"), await criteria("2025-11-13")];
  expect(october.ACCURATE).toBeGreaterThan(0);
  expect(november.ACCURATE).toBeGreaterThan(october.ACCURATE ?? 0);
});

it("knew nothing before there was anything", async () => {
  const { data } = await subgraph.execute(everything, { asOf: "2025-06-30" });
  expect(data).toMatchObject({
    catalogueStats: { datasets: 0, live: { numerator: 0 }, origin: null },
    catalogueByPublisher: [],
    dataset: { quality: null },
    platforms: [],
    infrastructureStats: { unitsReady: { numerator: 0 }, averageApplicationsPerUnit: 0 },
    administrativeUnits: { nodes: [] },
  });
});
