import fc from "fast-check";
import sql, { raw } from "sql-template-tag";
import { filterSql } from "../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { anyDossierFilter } from "../../../test/support/statistics/random-dossier-queries";
import {
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../subgraph";
import { dossierCube } from "./dossier.cube";
import { movedSql } from "./walk-dossiers";

/* Pages of dossiers of any filter in any order, against one statement that sorts them all. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
  // Receipts that were corrected to another month, with all that hangs on them, and ids that are of no month.
  await subgraph.database.rows(sql`
    UPDATE dossier SET received_at = received_at - interval '40 days', due_at = due_at - interval '40 days'
    WHERE id % 97 = 0`);
  await subgraph.database.rows(sql`
    INSERT INTO dossier (id, procedure_code, organization_code, channel, applicant, status, received_at, due_at, digitised,
      electronic_result, payment, origin)
    SELECT 900000 + n, (SELECT min(code) FROM procedure), 'SXD', 'POSTAL', 'CITIZEN', 'ACCEPTED',
      timestamptz '2025-07-01 00:00+07' + n * interval '1 day', timestamptz '2025-07-11 00:00+07' + n * interval '1 day',
      FALSE, FALSE, 'NONE', 'REPORTED'
    FROM generate_series(0, 130) AS n`);
  await subgraph.database.rows(sql`ANALYZE dossier`);
});
afterAll(() => subgraph.close());

const query = `query ($filter: DossierFilter, $orderBy: [DossierOrder!], $first: Int, $after: String, $last: Int, $before: String) {
  dossiers(filter: $filter, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id } pageInfo { startCursor endCursor } } }`;

interface Page {
  totalCount: number;
  nodes: { id: string }[];
  pageInfo: { startCursor: string | null; endCursor: string | null };
}

async function read(variables: object): Promise<Page> {
  const { data, errors } = await subgraph.execute(query, { ...variables });
  expect(errors).toEqual([]);
  return data?.dossiers as Page;
}

async function idsOf(filter: CubeFilter, field: string, direction: string): Promise<string[]> {
  const rows = await subgraph.database.rows<{ id: string }>(sql`
    WITH found AS MATERIALIZED (SELECT * FROM dossier d WHERE ${filterSql(dossierCube, filter, new Date(testNow))})
    SELECT 'Dossier:' || id AS id FROM found
    ORDER BY ${raw(`${field.toLowerCase()} ${direction} NULLS LAST, found.id ${direction}`)}`);
  return rows.map(({ id }) => id);
}

const asked = fc.record({
  filter: fc.oneof(
    // Days of the week have other values in GraphQL than here.
    anyDossierFilter.filter(({ weekday }) => weekday === undefined),
    // What nothing, or hardly anything, is.
    fc.constantFrom<CubeFilter>(
      { status: { eq: "RESOLVED" }, resolvedOn: { isNull: true } },
      { status: { eq: "WITHDRAWN" }, channel: { eq: "POSTAL" }, receivedOn: { lt: "2025-08-01" } },
      { receivedOn: { gte: "2025-10-31" }, and: [{ receivedOn: { lt: "2025-11-02" } }] },
      { receivedOn: { lt: "2025-07-01" } },
    ),
  ),
  field: fc.constantFrom("RECEIVED_AT", "DUE_AT", "RESOLVED_AT"),
  direction: fc.constantFrom("ASC", "DESC"),
  size: fc.integer({ min: 1, max: 200 }),
});

it("are those of the whole list, from either end and behind any cursor", async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(asked, async ({ filter, field, direction, size }) => {
      const ids = await idsOf(filter, field, direction);
      const order = { filter, orderBy: [{ field, direction }] };
      const nodes = ({ nodes: all }: Page) => all.map(({ id }) => id);
      const first = await read({ ...order, first: size });
      const last = await read({ ...order, last: size });
      const second = await read({ ...order, first: size, after: first.pageInfo.endCursor });
      const secondLast = await read({ ...order, last: size, before: last.pageInfo.startCursor });
      expect([nodes(first), nodes(last), first.totalCount, last.totalCount]).toEqual([
        ids.slice(0, size),
        ids.slice(-size),
        ids.length,
        ids.length,
      ]);
      if (ids.length > 0) {
        expect([nodes(second), nodes(secondLast)]).toEqual([
          ids.slice(size, 2 * size),
          ids.slice(Math.max(0, ids.length - 2 * size), Math.max(0, ids.length - size)),
        ]);
      }
      found += ids.length;
    }),
    { numRuns: 40 },
  );
  expect(found).toBeGreaterThan(10_000);
}, 120_000);

it("open the partitions of the months of receipt alone, and the index of those that were moved", async () => {
  const log = jest.spyOn(subgraph.dataSource.logger, "logQuery");
  await read({
    ...{ filter: { receivedOn: { gte: "2025-09-10", lt: "2025-10-01" } }, first: 5 },
    orderBy: [{ field: "DUE_AT", direction: "DESC" }],
  });
  const [walked] = log.mock.calls.filter(([text]) => text.includes("along_0"));
  log.mockRestore();
  const statement = raw(`EXPLAIN ${walked?.[0]}`);
  statement.values.push(...(Array.isArray(walked?.[1]) ? walked[1] : []));
  const plan = await subgraph.database.rows<{ "QUERY PLAN": string }>(statement);
  const scans = plan.flatMap(
    (line) => / using (\w+) on (\w+)/.exec(line["QUERY PLAN"])?.slice(1).join(" on ") ?? [],
  );
  const walkedScans = scans.filter((scan) => scan.includes("due_at_id_idx"));
  expect(walkedScans).toEqual(["dossier_2025_09_due_at_id_idx on dossier_2025_09"]);
});

it("have an index that spells the condition as they do", async () => {
  const rows = await subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET LOCAL enable_seqscan = off`);
    return database.rows<{ "QUERY PLAN": string }>(sql`
      EXPLAIN SELECT FROM dossier d WHERE ${movedSql} AND d.received_at >= '2025-09-01'`);
  });
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect([/Seq Scan/.test(plan), /dossier_2025_09_received_at_idx/.test(plan)]).toEqual([false, true]);
});
