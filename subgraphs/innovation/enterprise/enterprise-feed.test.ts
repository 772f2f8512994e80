import sql from "sql-template-tag";
import { globalId } from "../../../shared/base/text/global-id";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { innovation } from "../subgraph";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(innovation);
});
afterAll(() => subgraph.close());

interface Page {
  nodes: { kind: string; rowId: string; enterprise: { name: string; revenue: string | null } | null }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function page(after: string | null): Promise<Page> {
  const { data, errors } = await subgraph.execute(
    `query ($after: String) { enterpriseChanges(after: $after, first: 200) {
      nodes { kind rowId enterprise { name revenue } } pageInfo { hasNextPage endCursor } } }`,
    { after },
  );
  expect(errors).toEqual([]);
  return data?.enterpriseChanges as Page;
}

/** Waits until all that is committed is shown: other test files of the server have transactions of their own. */
async function settled(): Promise<void> {
  const statement = sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(transaction), '0') AS settled FROM change_log`;
  while (!(await subgraph.database.row<{ settled: boolean }>(statement)).settled);
}

it("gives every enterprise, then what was added, changed and taken out, also where no statistic knows of it", async () => {
  await settled();
  const found: Page["nodes"] = [];
  let cursor: string | null = null;
  for (let isOver = false; !isOver; ) {
    const { nodes, pageInfo }: Page = await page(cursor);
    found.push(...nodes);
    cursor = pageInfo.endCursor;
    isOver = !pageInfo.hasNextPage;
  }
  const rows = await subgraph.database.rows<{ id: string; name: string; revenue: string | null }>(
    sql`SELECT id::text AS id, name, revenue FROM enterprise ORDER BY enterprise.id`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(found.map(({ kind, rowId, enterprise }) => [kind, rowId, enterprise?.name])).toEqual(
    rows.map(({ id, name }) => ["PRESENT", globalId("Enterprise", id), name]),
  );

  const { id } = await subgraph.database.row<{ id: string }>(sql`
    INSERT INTO enterprise (name, kinds, innovating, origin) VALUES ('Mới', '{}', FALSE, 'REPORTED')
    RETURNING id::text AS id`);
  await subgraph.database.rows(sql`UPDATE enterprise SET revenue = 12 WHERE id = ${id}::bigint`);
  await settled();
  const rowId = globalId("Enterprise", id);
  const enterprise = { name: "Mới", revenue: "12" };
  const changed = await page(cursor);
  expect(changed.nodes).toEqual([
    { kind: "CREATED", rowId, enterprise },
    { kind: "CHANGED", rowId, enterprise },
  ]);
  await subgraph.database.rows(sql`DELETE FROM enterprise WHERE id = ${id}::bigint`);
  await settled();
  expect((await page(changed.pageInfo.endCursor)).nodes).toEqual([
    { kind: "REMOVED", rowId, enterprise: null },
  ]);
});
