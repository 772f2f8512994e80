import fc from "fast-check";
import sql from "sql-template-tag";
import { globalId } from "../../../shared/base/text/global-id";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { infrastructure } from "../subgraph";

/* A feed of a table with text keys whose rows come and go, held to the table itself. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

interface Change {
  kind: string;
  rowId: string;
  changedAt: string | null;
  application: { name: string } | null;
}
interface Page {
  nodes: Change[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

async function page(after: string | null, first = 200): Promise<Page> {
  const { data, errors } = await subgraph.execute(
    `query ($after: String, $first: Int) { applicationChanges(after: $after, first: $first) {
      nodes { kind rowId changedAt application { name } } pageInfo { hasNextPage endCursor } } }`,
    { after, first },
  );
  expect(errors).toEqual([]);
  return data?.applicationChanges as Page;
}

/** Reads to the end, and calls back for each change. */
async function follow(
  after: string | null,
  first: number,
  seen: (change: Change) => void,
): Promise<string | null> {
  for (let cursor = after; ; ) {
    const { nodes, pageInfo } = await page(cursor, first);
    nodes.forEach(seen);
    cursor = pageInfo.endCursor ?? cursor;
    if (!pageInfo.hasNextPage) return cursor;
  }
}

/** Waits until all that is committed is shown: other test files of the server have transactions of their own. */
async function settled(): Promise<void> {
  const statement = sql`
    SELECT pg_snapshot_xmin(pg_current_snapshot()) > coalesce(max(transaction), '0') AS settled FROM change_log`;
  while (!(await subgraph.database.row<{ settled: boolean }>(statement)).settled);
}

const add = (code: string, name = code) =>
  subgraph.database.rows(sql`
    INSERT INTO application (code, name, owner_code, origin) VALUES (${code}, ${name}, 'SKHCN', 'REPORTED')`);

it("gives the rows that are there, and then what was added, changed and taken out, each once", async () => {
  await settled();
  const rows: Change[] = [];
  const cursor = await follow(null, 7, (change) => rows.push(change));
  const there = await subgraph.database.rows<{ code: string; name: string }>(
    sql`SELECT code, name FROM application ORDER BY code`,
  );
  expect(rows).toEqual(
    there.map(({ code, name }) => {
      return {
        kind: "PRESENT",
        rowId: globalId("Application", code),
        changedAt: null,
        application: { name },
      };
    }),
  );
  expect(await page(cursor)).toMatchObject({
    nodes: [],
    pageInfo: { hasNextPage: false, endCursor: cursor },
  });

  await add("FEED-1");
  await subgraph.database.rows(sql`UPDATE application SET name = 'Mới' WHERE code = 'FEED-1'`);
  await add("FEED-2");
  await subgraph.database.rows(sql`DELETE FROM application WHERE code = 'FEED-2'`);
  await settled();
  const rowOf = (code: string) => globalId("Application", code);
  const [changedAt, now] = [expect.stringMatching(/^20/), { name: "Mới" }];
  expect((await page(cursor)).nodes).toEqual([
    { kind: "CREATED", rowId: rowOf("FEED-1"), changedAt, application: now },
    { kind: "CHANGED", rowId: rowOf("FEED-1"), changedAt, application: now },
    { kind: "CREATED", rowId: rowOf("FEED-2"), changedAt, application: null },
    { kind: "REMOVED", rowId: rowOf("FEED-2"), changedAt, application: null },
  ]);
});

const step = fc.record({
  kind: fc.constantFrom("add", "change", "remove", "read"),
  code: fc.constantFrom("P-1", "P-2", "P-3", "Đ-1"),
});

it("makes a copy the same as the table, whatever happens to that and however it is paged", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      fc.integer({ min: 1, max: 9 }),
      async (steps, first) => {
        const copy = new Map<string, string>();
        const take = ({ kind, rowId, application }: Change) => {
          if (kind === "REMOVED" || application === null) copy.delete(rowId);
          else copy.set(rowId, application.name);
        };
        await settled();
        let cursor = await follow(null, first, take);
        for (const [at, { kind, code }] of steps.entries()) {
          const there = await subgraph.database.rows(sql`SELECT FROM application WHERE code = ${code}`);
          if (kind === "add" && there.length === 0) await add(code, `${code} ${at}`);
          if (kind === "change")
            await subgraph.database.rows(
              sql`UPDATE application SET name = ${`lần ${at}`} WHERE code = ${code}`,
            );
          if (kind === "remove")
            await subgraph.database.rows(sql`DELETE FROM application WHERE code = ${code}`);
          if (kind === "read") cursor = await follow(cursor, first, take);
        }
        await settled();
        await follow(cursor, first, take);
        const rows = await subgraph.database.rows<{ code: string; name: string }>(
          sql`SELECT code, name FROM application`,
        );
        expect(Object.fromEntries(copy)).toEqual(
          Object.fromEntries(rows.map(({ code, name }) => [globalId("Application", code), name])),
        );
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);

it("begins anew where the table was emptied as a whole: no row is told of then", async () => {
  await settled();
  const cursor = await follow(null, 200, () => undefined);
  await subgraph.database.rows(sql`TRUNCATE application CASCADE`);
  await settled();
  const { errors } = await subgraph.execute(
    "query ($after: String) { applicationChanges(after: $after) { nodes { rowId } } }",
    { after: cursor },
  );
  expect(errors.map(({ code }) => code)).toEqual(["INVALID_CURSOR"]);
});
