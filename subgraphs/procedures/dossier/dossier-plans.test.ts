import sql, { raw } from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";

/*
 * The plans of the commonest queries: none may read the whole table of dossiers. Partitions of a test are so small
 * that reading one is often the best plan, so sequential scans are made costly; where one is in the plan all the
 * same, no index could have served.
 */

let subgraph: TestSubgraph;
let dossiers: number;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  await subgraph.database.rows(sql`VACUUM ANALYZE dossier`);
  ({ dossiers } = await subgraph.database.row<{ dossiers: number }>(
    sql`SELECT count(*)::int AS dossiers FROM dossier`,
  ));
});
afterAll(() => subgraph.close());

const page = "nodes { id procedure { code } status timeliness overdue } pageInfo { hasNextPage endCursor }";
const list = (args: string) => `{ dossiers(first: 50, ${args}) { ${page} } }`;
const order = (field: string, direction = "DESC") =>
  `orderBy: [{ field: ${field}, direction: ${direction} }]`;
const stats = (args: string, more = "") => `{ dossierStats(${args}) {
  rows { bucket { start } measures { received overdue onTimeRate { value } ${more} } } totals { received } } }`;

const queries: Record<string, string> = {
  "a dossier with its events": `{ dossier(id: "Dossier:202507000000000001") { id events { status } } }`,
  "the latest received": `{ dossiers { ${page} } }`,
  "the earliest due": list(order("DUE_AT", "ASC")),
  "the latest due": list(order("DUE_AT")),
  "the latest results": list(order("RESOLVED_AT")),
  "the earliest results": list(order("RESOLVED_AT", "ASC")),
  "of one organization": list(`filter: { organization: { in: ["STP"] } }`),
  "received in one unit": list(`filter: { unit: { in: ["00004"] } }`),
  "of one procedure": "{ procedures(first: 1) { nodes { dossiers(first: 50) { nodes { id } } } } }",
  "overdue, the longest first": list(`filter: { overdue: true }, ${order("DUE_AT", "ASC")}`),
  "overdue of one organization": list(`filter: { overdue: true, organization: { in: ["STP"] } }`),
  "how many are overdue": "{ dossiers(first: 1, filter: { overdue: true }) { totalCount } }",
  "received on a day": list(`filter: { receivedOn: { gte: "2025-10-01", lt: "2025-10-02" } }`),
  "resolved on a day": list(
    `filter: { resolvedOn: { gte: "2025-10-01", lt: "2025-10-02" } }, ${order("RESOLVED_AT")}`,
  ),
  "online ones": list("filter: { channel: { eq: ONLINE } }"),
  "late ones of one unit": list(`filter: { unit: { in: ["00004"] }, timeliness: { eq: LATE } }`),
  "counts by unit": stats("groupBy: [UNIT]"),
  "counts by organization and month": stats("groupBy: [ORGANIZATION], timeBucket: { grain: MONTH }"),
  "counts by status and day": stats("groupBy: [STATUS], timeBucket: { grain: DAY }"),
  "counts by procedure": stats("groupBy: [PROCEDURE], orderBy: [{ field: RECEIVED }], first: 20"),
  "counts of results by week": stats("timeBucket: { field: RESOLVED, grain: WEEK }"),
  "counts of the green lane": stats("filter: { greenLane: true }"),
  "how long they took by organization and month": stats(
    "groupBy: [ORGANIZATION], timeBucket: { grain: MONTH }",
    "processingDays",
  ),
  "counts by organization, unit and procedure": stats("groupBy: [ORGANIZATION, UNIT, PROCEDURE], first: 20"),
  "a ranking of the service index": `{ serviceIndexRanking(month: "2025-10", first: 10) { rows { total } } }`,
};

it.each(Object.entries(queries))("%s: few dossiers are read, and no table whole", (_, query) =>
  expectFewRead(query),
);

async function expectFewRead(query: string): Promise<void> {
  const log = jest.spyOn(subgraph.dataSource.logger, "logQuery");
  const { errors } = await subgraph.execute(query);
  const sent = log.mock.calls.map(
    ([text, parameters]): Sent => ({
      text,
      parameters: Array.isArray(parameters) ? parameters : [],
    }),
  );
  log.mockRestore();
  expect(errors).toEqual([]);
  expect(sent.length).toBeGreaterThan(0);
  const scans = (await Promise.all(sent.map(explain))).flatMap(scansOfDossiers);
  expect(scans.filter((scan) => scan["Node Type"] === "Seq Scan" && rowsRead(scan) > 0)).toEqual([]);
  expect(scans.reduce((sum, scan) => sum + rowsRead(scan), 0)).toBeLessThan(dossiers / 4);
}

it("finds a page that reads the whole table", async () => {
  const scans = scansOfDossiers(
    await explain({ text: "SELECT count(*) FROM dossier WHERE satisfaction = $1", parameters: [5] }),
  );
  expect(scans.reduce((sum, scan) => sum + rowsRead(scan), 0)).toBe(dossiers);
});

/** The part of PostgreSQL's plans that the test reads. */
interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: Plan[];
}

interface Sent {
  text: string;
  parameters: readonly unknown[];
}

function explain({ text, parameters }: Sent): Promise<Plan> {
  return subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET LOCAL enable_seqscan = off`);
    const statement = raw(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`);
    statement.values.push(...parameters);
    const [row] = await database.rows<{ "QUERY PLAN": { Plan: Plan }[] }>(statement);
    const plan = row?.["QUERY PLAN"][0]?.Plan;
    if (plan === undefined) throw new Error(`Expected a plan of ${text}`);
    return plan;
  });
}

/** The scans of partitions of dossiers anywhere in a plan. */
function scansOfDossiers(plan: Plan): Plan[] {
  const own = /^dossier_(\d{4}_\d{2}|earlier)$/.test(plan["Relation Name"] ?? "") ? [plan] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansOfDossiers)];
}

function rowsRead(scan: Plan): number {
  const removed = (scan["Rows Removed by Filter"] ?? 0) + (scan["Rows Removed by Index Recheck"] ?? 0);
  return (scan["Actual Rows"] + removed) * scan["Actual Loops"];
}
