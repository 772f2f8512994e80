import { setImmediate as nextTurn } from "node:timers/promises";
import sql from "sql-template-tag";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { procedures } from "../subgraph";
import { keepTalliesMerged, mergeTallies } from "./merge-tallies";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

const changes = async () =>
  (await subgraph.database.row<{ rows: number }>(sql`SELECT count(*)::int AS rows FROM dossier_tally_change`))
    .rows;
const drift = () => subgraph.database.rows(sql`SELECT * FROM dossier_tally_drift()`);
const change = () =>
  subgraph.database.rows(sql`UPDATE dossier SET digitised = NOT digitised WHERE id % 50 = 0`);

it("leaves few changes where they are, and puts many to the rest", async () => {
  await change();
  const rows = await changes();
  expect(rows).toBeGreaterThan(100);
  await mergeTallies(subgraph.database, rows + 1);
  expect(await changes()).toBe(rows);
  await mergeTallies(subgraph.database, rows);
  expect(await changes()).toBe(0);
  expect(await drift()).toEqual([]);
});

it("does so by the way, tells what goes wrong, and tries again", async () => {
  await change();
  await subgraph.database.rows(sql`ALTER FUNCTION merge_dossier_tally RENAME TO lost`);
  const told = Promise.withResolvers<unknown[]>();
  const log = { error: (...what: unknown[]) => told.resolve(what) };
  const merging = keepTalliesMerged(subgraph.database, log, { everyMs: 1, many: 1 });
  expect(await told.promise).toEqual([{ err: expect.any(Error) }, "tallies are not merged"]);
  expect(await changes()).toBeGreaterThan(0);
  await subgraph.database.rows(sql`ALTER FUNCTION lost RENAME TO merge_dossier_tally`);
  while ((await changes()) > 0) await nextTurn();
  await merging.end();
  expect(await drift()).toEqual([]);
  await change();
  expect(await changes()).toBeGreaterThan(0);
});
