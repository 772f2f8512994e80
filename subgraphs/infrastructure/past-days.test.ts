import sql from "sql-template-tag";
import { admin, openTestSubgraph, type TestSubgraph } from "../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "./subgraph";

/* What this sector says of a past day: what was known at its end, whatever has been changed since. */

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterEach(() => subgraph.close());

const criteria = ["accurate", "sufficient", "clean", "live", "consistent", "shared"];
const measures = `datasets openData meetingAllSix { numerator } ${criteria.map((name) => `${name} { numerator }`)} origin`;
const everything = `query ($asOf: Date) {
  datasetStats(asOf: $asOf, groupBy: [PUBLISHER], having: [{ measure: OPEN_DATA, is: { gt: 0 } }]) {
    rows { publisher { code } measures { ${measures} } } totals { ${measures} } }
  business: datasetStats(asOf: $asOf, filter: { theme: { eq: "ECON" }, failing: { eq: LIVE } }) { totals { ${measures} } }
  dataset(id: "Dataset:1") { quality(asOf: $asOf) { met assessedOn accurate { holds evidence } live { holds } } }
  platforms(asOf: $asOf) { nodes { code name owner { code } launchedOn registeredUsers services origin } }
  administrativeUnitStats(asOf: $asOf) { totals { units ready lan { numerator } averageApplications origin } }
  itSystemStats(asOf: $asOf) { totals { systems migrated sharingData { numerator } origin } }
  administrativeUnits(asOf: $asOf, filter: { ready: true }, first: 200) { nodes { code readiness(asOf: $asOf) { meets } } }
}`;

async function at(asOf: string | null): Promise<Record<string, unknown>> {
  const { data, errors } = await subgraph.execute(everything, { asOf });
  expect(errors).toEqual([]);
  return data as Record<string, unknown>;
}

async function change(): Promise<void> {
  const mutations = [
    'assessDatasetQuality(input: { dataset: "Dataset:1", criterion: ACCURATE, holds: $flag }) { userErrors { message } }',
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
    datasetStats: { totals: Record<string, { numerator: number }> };
  }
  const meeting = async (day: string | null) => {
    const { totals } = ((await at(day)) as Record<string, unknown> & Stats).datasetStats;
    return Object.fromEntries(criteria.map((name) => [name, totals[name]?.numerator]));
  };
  const august = await meeting("2025-08-31");
  expect({ ...august, live: 0 }).toEqual(Object.fromEntries(criteria.map((name) => [name, 0])));
  const { late } = await subgraph.database.row<{ late: number }>(sql`
    SELECT count(*)::int AS late FROM dataset WHERE graph_source IS NULL AND modified_at < '2025-09-01T00:00+07' AND live_until >= '2025-08-31T23:59:59.999+07'`);
  expect(august.live).toBe(late);
  const [october, november] = [await meeting("2025-10-20"), await meeting("2025-11-13")];
  expect(october.accurate).toBeGreaterThan(0);
  expect(november.accurate).toBeGreaterThan(october.accurate ?? 0);
});

it("knew nothing before there was anything", async () => {
  const day = "2025-06-30";
  const { data, errors } = await subgraph.execute(
    `query ($asOf: Date) {
      dataset(id: "Dataset:1") { quality(asOf: $asOf) { met } } platforms(asOf: $asOf) { totalCount nodes { code } }
      administrativeUnits(asOf: $asOf) { totalCount nodes { code } } }`,
    { asOf: day },
  );
  const none = { totalCount: 0, nodes: [] };
  expect([errors, data]).toEqual([
    [],
    { dataset: { quality: null }, platforms: none, administrativeUnits: none },
  ]);
  for (const query of ["datasetStats", "administrativeUnitStats", "itSystemStats"]) {
    const answer = await subgraph.execute(`{ ${query}(asOf: "2020-01-01") { totals { origin } } }`);
    expect(answer.errors).toMatchObject([
      { code: "BAD_USER_INPUT", message: expect.stringMatching(/^asOf: expected /) },
    ]);
  }
});
