import fc from "fast-check";
import sql from "sql-template-tag";
import { addedUp, finerQueries } from "../../../../shared/kit/column-store/finer-queries";
import { countRows, distributeRows } from "../../../../shared/kit/cube/count-rows";
import { percentileOf } from "../../../../shared/kit/cube/measure";
import { type Distribution, groupKey } from "../../../../shared/kit/cube/statistics-query";
import { keysOf } from "../../../../shared/kit/cube/statistics-sql";
import { dossierCube } from "../dossier.cube";
import { anyQueries, changes, DossierStore, now, repeatedQueries } from "../fixture/dossier-store";

/* The column store answers every query as PostgreSQL does. */

let dossiers: DossierStore;
beforeEach(async () => {
  dossiers = await DossierStore.open();
});
afterEach(() => dossiers.close());

it("answers any query as the database does", async () => {
  expect(await dossiers.expectTruth(anyQueries(120))).toBe(120);
}, 180_000);

it("adds up the results of finer queries to what the database counts for the coarser one", async () => {
  const first = 10_000;
  let compared = 0;
  for (const [{ filter = null, groupBy, timeBucket = null }, at] of anyQueries(30)) {
    const query = { filter, groupBy, timeBucket, first };
    const truth = await countRows(dossiers.subgraph.database, dossierCube, query, at);
    const finer = finerQueries(dossierCube, query);
    for (const one of finer.length === 0 ? [] : fc.sample(fc.constantFrom(...finer), 4)) {
      const found = await countRows(dossiers.subgraph.database, dossierCube, one, at);
      if (found.groups.length > first) continue;
      compared += 1;
      expect({ query, one, found: addedUp(dossierCube, query, found) }).toEqual({
        ...{ query, one, found: truth },
      });
    }
  }
  expect(compared).toBeGreaterThan(40);
}, 180_000);

it("counts a dossier as overdue only after its due instant, and the last microsecond as part of its day", async () => {
  await dossiers.run(
    sql`UPDATE dossier SET due_at = '2025-11-14T05:00:00.123Z' WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 9)`,
    sql`UPDATE dossier SET resolved_at = '2025-11-13T23:59:59.999999+07', due_at = '2025-11-14T00:00+07'
      WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NOT NULL LIMIT 9)`,
  );
  const daily = { field: "RESOLVED", grain: "DAY" as const, fillGaps: false };
  const query = { groupBy: ["TIMELINESS"], timeBucket: daily, first: 1000 };
  const instants = [122, 123, 124, 123, 122].map((ms) => new Date(`2025-11-14T05:00:00.${ms}Z`));
  expect(await dossiers.expectTruth(instants.map((at) => [query, at]))).toBe(5);
});

it("finds the percentiles that PostgreSQL finds", async () => {
  const found = await dossiers.columns.distribute({ groupBy: [], first: 1 }, [], {
    database: dossiers.subgraph.database,
    now,
  });
  for (const share of [0, 0.1, 0.5, 0.9, 0.999, 1]) {
    const { days } = await dossiers.subgraph.database.row<{ days: number }>(sql`
      SELECT percentile_disc(${share}) WITHIN GROUP (ORDER BY
        (resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS days
      FROM dossier`);
    expect(percentileOf(found?.all ?? new Map(), share)).toBe(days);
  }
});

it("distributes processing days as the database does, also after changes", async () => {
  const queries = [...repeatedQueries.slice(0, 4), ...repeatedQueries.slice(7), ...anyQueries(12)];
  for (const changed of [undefined, changes[0], changes[1], changes[5], changes[7]]) {
    if (changed) await dossiers.run(changed);
    for (const [query, at] of queries) {
      const statisticsContext = { database: dossiers.subgraph.database, now: at };
      const found = await dossiers.columns.count(query, statisticsContext);
      const keys = found?.groups.slice(0, 30).map((group) => group.keys) ?? [];
      const took = await dossiers.columns.distribute(query, keys, statisticsContext);
      const truth = await distributeRows(dossiers.subgraph.database, dossierCube, query, at);
      const names = keysOf(dossierCube, query);
      const listed = keys.map((one) => groupKey(one, names));
      const inOrder = (one: Distribution | undefined) =>
        [...(one ?? [])].filter(([, rows]) => rows !== 0).toSorted(([left], [right]) => left - right);
      const [change, asked] = [changed?.text, { query, at }];
      expect({ change, asked, all: inOrder(took?.all) }).toEqual({ change, asked, all: inOrder(truth.all) });
      for (const key of listed) {
        const [group, real] = [inOrder(took?.groups.get(key)), inOrder(truth.groups.get(key))];
        expect({ change, asked, key, group }).toEqual({ change, asked, key, group: real });
      }
    }
  }
}, 180_000);
