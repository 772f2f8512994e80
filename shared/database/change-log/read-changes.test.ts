import fc from "fast-check";
import { Pool, type PoolClient } from "pg";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph/subgraph-harness";
import { libraries } from "../../../test/template/subgraph";
import type { RelationChange } from "../../base/changes/change-notice";
import type { ChangePosition } from "./change-position";
import { readChanges } from "./read-changes";

/* What readers are told of the change log, held to what transactions did: any number of them at once, in any order. */

let opened: TestSubgraph;
let pool: Pool;
beforeAll(async () => {
  opened = await openTestSubgraph(libraries);
  pool = new Pool({ connectionString: opened.url, max: 6 });
});
afterAll(async () => {
  await pool.end();
  await opened.close();
});

/** What one of three writers does next, or the reader. */
const writer = fc.nat(2);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("write"), writer, rows: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("commit", "rollback"), writer }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("read") }) },
);
type Step = { kind: string; writer?: number; rows?: number };

interface Writer {
  client: PoolClient;
  keys: string[];
}

it("tells each committed change exactly once, and nothing of what was rolled back, however transactions overlap", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps: Step[]) => {
      const writers = new Map<number, Writer>();
      const [committed, told]: [string[], string[]] = [[], []];
      let position = await begin();
      const end = async (number: number, how: string) => {
        const found = writers.get(number);
        if (!found) return;
        await found.client.query(how);
        found.client.release();
        writers.delete(number);
        if (how === "commit") committed.push(...found.keys);
      };
      const read = async () => {
        const found = await readChanges(opened.database, position);
        if (!found?.changes) throw new Error("Expected changes.");
        told.push(...found.changes.flatMap(({ keys }) => keys ?? []));
        ({ position } = found);
        // Whatever has been committed by now has been told by now: none is behind a reader who has gone past it.
        expect([...told].sort()).toEqual([...committed].sort());
      };
      for (const { kind, writer: number = 0, rows = 1 } of steps) {
        if (kind === "write") {
          const found = writers.get(number) ?? (await beginWriter());
          writers.set(number, found);
          found.keys.push(...(await addLoans(found.client, rows)));
        } else if (kind === "read") await read();
        else await end(number, kind);
      }
      for (const number of [...writers.keys()]) await end(number, "commit");
      await read();
    }),
    { numRuns: 40, seed: 1 },
  );
});

it("puts what a table's transactions changed together, keys once, and leaves out keys where there are many", async () => {
  const position = await begin();
  const [loan = ""] = await addLoans(pool, 1);
  await pool.query("UPDATE loan SET returned_at = now() WHERE id = $1", [loan]);
  await pool.query("UPDATE library SET name = name || ' 2' WHERE code = (SELECT min(code) FROM library)");
  const few = await changesSince(position);
  expect(few.changes).toEqual([
    { relation: "loan", size: 2, keys: [loan] },
    { relation: "library", size: 1, keys: null },
  ]);
  await addLoans(pool, 1_001);
  expect((await changesSince(few.position)).changes).toEqual([{ relation: "loan", size: 1_001, keys: null }]);
});

it("tells nothing of a statement that has touched no row", async () => {
  const position = await begin();
  await pool.query("UPDATE library SET name = name WHERE FALSE");
  await pool.query("DELETE FROM loan WHERE FALSE");
  expect((await changesSince(position)).changes).toEqual([]);
});

it("says that anything may have changed where the log no longer has what a reader lacks, or is another's", async () => {
  const position = await begin();
  await addLoans(pool, 1);
  await pool.query("UPDATE change_log_cut SET transaction = (SELECT max(transaction) FROM change_log)");
  await pool.query("SELECT 1");
  const cut = await changesSince(position);
  expect(cut.changes).toBeNull();
  expect((await changesSince({ ...cut.position, epoch: "another" })).changes).toBeNull();
  expect((await changesSince(cut.position)).changes).toEqual([]);
});

async function begin(): Promise<ChangePosition> {
  const found = await readChanges(opened.database, undefined);
  if (!found) throw new Error("Expected a position.");
  return found.position;
}

async function changesSince(
  position: ChangePosition,
): Promise<{ position: ChangePosition; changes: RelationChange[] | null }> {
  const found = await readChanges(opened.database, position);
  if (!found) throw new Error("Expected changes.");
  return found;
}

async function beginWriter(): Promise<Writer> {
  const client = await pool.connect();
  await client.query("BEGIN");
  return { client, keys: [] };
}

async function addLoans(client: Pick<PoolClient, "query">, rows: number): Promise<string[]> {
  const { rows: added } = await client.query<{ id: string }>(
    `INSERT INTO loan (library_code, reader, lent_at, due_at, origin)
    SELECT (SELECT min(code) FROM library), 'ADULT', now(), now(), 'SYNTHETIC' FROM generate_series(1, $1) RETURNING id`,
    [rows],
  );
  return added.map(({ id }) => id);
}
