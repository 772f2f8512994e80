import sql from "sql-template-tag";
import type { TimeGrain } from "../../../../shared/kit/cube/statistics-query";
import { eventually } from "../../../../test/support/gateway/gateway-request";
import {
  anyQueries,
  byUnit,
  changes,
  DossierStore,
  now,
  repeatedQueries,
  type TimedQuery,
} from "../fixture/dossier-store";

/* The column store answers as PostgreSQL does while rows change, and after. */

let dossiers: DossierStore;
beforeEach(async () => {
  dossiers = await DossierStore.open();
});
afterEach(() => dossiers.close());

it("answers coarser queries from the cached results of finer ones, also after changes", async () => {
  const series = (grain: TimeGrain, fillGaps: boolean) => ({ field: "RECEIVED", grain, fillGaps });
  const filter = { channel: { in: ["ONLINE", "POSTAL"] } };
  const queries = [true, false].flatMap((fillGaps): TimedQuery[] => [
    [{ filter, groupBy: ["CHANNEL", "APPLICANT"], timeBucket: series("DAY", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["APPLICANT"], timeBucket: series("MONTH", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["CHANNEL"], timeBucket: series("WEEK", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: [], timeBucket: series("YEAR", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["CHANNEL"], first: 5000 }, now],
  ]);
  for (const change of [undefined, ...changes]) {
    if (change) await dossiers.run(change);
    await dossiers.columns.open();
    expect(await dossiers.expectTruth(queries)).toBe(queries.length);
  }
}, 180_000);

it("brings cached results up to date with every change and every deadline that passes", async () => {
  for (const change of [undefined, ...changes]) {
    if (change) await dossiers.run(change);
    await dossiers.columns.open();
    expect(await dossiers.expectTruth([...repeatedQueries, ...repeatedQueries, ...anyQueries(4)])).toBe(
      repeatedQueries.length * 2 + 4,
    );
  }
}, 180_000);

it("leaves a transaction that changed rows, or has an older snapshot, to the database", async () => {
  const undone = new Error("undone");
  const changing = dossiers.subgraph.database.transaction(async (database) => {
    for (const change of changes) await database.rows(change);
    expect(await dossiers.expectTruth(anyQueries(3), database)).toBe(0);
    throw undone;
  });
  await expect(changing).rejects.toBe(undone);
  await dossiers.subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    await database.rows(sql`SELECT 1`);
    await dossiers.run(...changes);
    // Many changes are read in the background; the database answers until then.
    await eventually(async () => (await dossiers.expectTruth(anyQueries(1))) === 1 || undefined);
    expect(await dossiers.expectTruth(anyQueries(1), database)).toBe(0);
  });
  expect(await dossiers.expectTruth(anyQueries(8))).toBe(8);
}, 180_000);

it("answers as the database does while others write, in open transactions too", async () => {
  let isWriting = true;
  const write = async () => {
    for (let round = 0; round < 5; round += 1) {
      await dossiers.subgraph.database.transaction(async (database) => {
        await database.rows(sql`UPDATE dossier SET channel = 'POSTAL' WHERE id % 97 = ${round}`);
        await dossiers.run(
          sql`UPDATE dossier SET received_at = received_at + interval '1 day' WHERE id % 89 = ${round} AND id % 97 <> ${round} AND resolved_at IS NULL AND closed_at IS NULL`,
        );
        await database.rows(sql`DELETE FROM dossier WHERE id % 1009 = ${round} AND id % 97 = ${round}`);
      });
    }
    isWriting = false;
  };
  let answered = 0;
  const query = async () => {
    for (let round = 0; isWriting || round < 10; round += 1)
      answered += await dossiers.expectTruth([
        ...anyQueries(1),
        repeatedQueries[round % repeatedQueries.length] ?? [byUnit, now],
      ]);
  };
  await Promise.all([write(), query(), query()]);
  expect(answered).toBeGreaterThan(10);
}, 180_000);

it("reads many changes in the background, and then answers with all of them", async () => {
  await dossiers.expectTruth(repeatedQueries);
  await dossiers.run(
    sql`UPDATE dossier SET digitised = NOT digitised, channel = 'POSTAL' WHERE id % 2 = 0`,
    sql`DELETE FROM dossier WHERE id % 4 = 1`,
  );
  await dossiers.columns.count(byUnit, { database: dossiers.subgraph.database, now });
  await dossiers.columns.open();
  expect(await dossiers.expectTruth([...repeatedQueries, ...anyQueries(6)])).toBe(repeatedQueries.length + 6);
}, 180_000);

it("answers right after a restart, with what has changed meanwhile", async () => {
  await dossiers.restart(...changes);
  expect(await dossiers.expectTruth([...repeatedQueries, ...anyQueries(6)])).toBe(repeatedQueries.length + 6);
}, 180_000);
