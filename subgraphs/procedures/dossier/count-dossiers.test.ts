import fc from "fast-check";
import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { answersOf, expectOne } from "../../../test/support/dossier-answers";
import { anyDossierQuestion, anyInstant } from "../../../test/support/random-dossier-questions";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { fewerRoots } from "../migrations/tally-of-2026-11/fewer-roots";
import { procedures } from "../subgraph";
import { heldPending } from "../tally-block/held-pending";
import { blocksOf } from "../tally-block/tally-blocks";
import { timeDossiers } from "./count-dossiers";
import { timeFromDossiers } from "./count-from-dossiers";
import type { DossierTiming } from "./dossier-counting";
import { DossierDimension, DossierTimeField, DossierTimeGrain } from "./dossier-stats.inputs";
import { groupClause, keyNames, keySelection } from "./dossier-stats-keys";

/* Kept tallies, in memory and in SQL, against the dossiers themselves: any question has one answer, at every moment. */

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterAll(() => subgraph.close());

/** Answers as the paths see one moment, whatever is written meanwhile. */
async function atOneMoment<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  return subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    return work(database);
  });
}

async function drift(): Promise<object[]> {
  return subgraph.database.rows(sql`SELECT * FROM dossier_tally_drift()`);
}

it("answers as the dossiers do, for any filter, grouping, order and instant", async () => {
  let [answered, inMemory, withHeld] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(anyDossierQuestion, anyInstant, async (asked, now) => {
      withHeld += heldPending(subgraph.database, now) ? 1 : 0;
      const answers = await answersOf(subgraph.database, asked, now);
      if (!answers) return;
      answered += 1;
      inMemory += answers.length === 3 ? 1 : 0;
      expectOne(answers);
    }),
    { numRuns: 100 },
  );
  expect(answered).toBeGreaterThan(25);
  expect(inMemory).toBeGreaterThan(15);
  expect(withHeld).toBeGreaterThan(10);
}, 180_000);

const daily = { field: DossierTimeField.RECEIVED, grain: DossierTimeGrain.DAY, fillGaps: true };

it.each([
  ["one group", {}, 1],
  ["no group by a dimension", { groupBy: [DossierDimension.UNIT] }, 0],
  ["no step, filled or not", { timeBucket: { ...daily, fillGaps: false } }, 0],
  ["every step of the days asked for", { timeBucket: daily }, 11],
])("counts nothing where nothing is: %s", async (_, asked, groups) => {
  const filter = { receivedOn: { gte: "2024-01-01", lt: "2024-01-12" } };
  const now = new Date("2025-11-14T05:00:00Z");
  const answers = await answersOf(subgraph.database, { groupBy: [], first: 100, filter, ...asked }, now);
  expect(answers?.map((answer) => answer.groups.length)).toEqual([groups, groups, groups]);
  expectOne(answers ?? []);
});

/** Changes of every kind to rows at random: late ones, corrected ones, deleted ones. */
const changes = [
  sql`UPDATE dossier SET status = 'RETURNED' WHERE id % 1009 = (SELECT random() * 1008)::int AND status = 'RESOLVED'`,
  sql`UPDATE dossier SET status = 'RESOLVED', resolved_at = greatest(received_at, '2025-11-13T09:00+07'), satisfaction = 5,
    electronic_result = TRUE WHERE id % 997 = (SELECT random() * 996)::int AND resolved_at IS NULL`,
  sql`UPDATE dossier SET received_at = received_at - interval '40 days', digitised = NOT digitised, unit_code = '00008'
    WHERE id % 991 = (SELECT random() * 990)::int`,
  sql`DELETE FROM dossier WHERE id % 3001 = (SELECT random() * 3000)::int`,
  sql`INSERT INTO dossier (id, procedure_code, unit_code, organization_code, channel, applicant, status, received_at, due_at,
      digitised, electronic_result, payment, origin)
    SELECT nextval('dossier_number'), procedure_code, NULL, 'SXD', 'POSTAL', applicant, 'ACCEPTED', received_at - interval '1 year',
      due_at - interval '300 days', FALSE, FALSE, 'OFFLINE', 'REPORTED' FROM dossier WHERE id % 2003 = (SELECT random() * 2002)::int`,
  // What this puts to the rest is no longer the version that is held in memory.
  sql`SELECT merge_dossier_tally()`,
];

it("tells how long dossiers took as the dossiers do", async () => {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(anyDossierQuestion, anyInstant, async (asked, now) => {
      const fast = timeDossiers(asked, now);
      if (!fast.source.sql.includes("dossier_tally")) return;
      answered += 1;
      const times = async ({ source, where, processingDays, dossiers, ...rest }: DossierTiming) =>
        subgraph.database.rows(sql`
          SELECT ${keySelection(asked, rest)}, ${processingDays} AS days,
            (${dossiers})::int AS dossiers
          FROM ${source} WHERE ${where} ${groupClause(asked, dossiers, "days")} ORDER BY ${keyNames(asked)}, days`);
      expect(await times(fast)).toEqual(await times(timeFromDossiers(asked, now)));
    }),
    { numRuns: 200 },
  );
  expect(answered).toBeGreaterThan(10);
}, 180_000);

it("still does while writers run, at every moment", async () => {
  let writing = 2;
  const write = async (from: number) => {
    for (let at = from; at < from + 20; at += 1) {
      const change = changes[at % changes.length];
      // Two writers may meet at a row; the one that loses tries its next change.
      if (change) await subgraph.database.rows(change).catch(ignoreLostRow);
    }
    writing -= 1;
  };
  const compare = async () => {
    let compared = 0;
    for (const [asked, now] of fc.sample(fc.tuple(anyDossierQuestion, anyInstant), 200)) {
      if (writing === 0) break;
      const answers = await atOneMoment((database) => answersOf(database, asked, now));
      if (answers) expectOne(answers);
      if (answers) compared += 1;
    }
    return compared;
  };
  const [compared] = await Promise.all([compare(), write(0), write(2)]);
  expect(compared).toBeGreaterThan(0);
  expect(await drift()).toEqual([]);
}, 180_000);

function ignoreLostRow(error: unknown): void {
  if (error instanceof Error && /deadlock detected|lock timeout/.test(error.message)) return;
  throw error;
}

it("counts a change in the transaction that makes it, and forgets it when that is undone", async () => {
  const asked = { groupBy: [], first: 10 };
  const received = async (database: Database) => {
    const answers = await answersOf(database, asked, new Date("2025-11-14T05:00:00Z"));
    expectOne(answers ?? []);
    return answers?.[0]?.totals.received ?? -1;
  };
  const before = await received(subgraph.database);
  const undone = new Error("undone");
  const transaction = subgraph.database.transaction(async (database) => {
    await database.rows(sql`DELETE FROM dossier WHERE id IN (SELECT id FROM dossier LIMIT 3)`);
    expect(await received(database)).toBe(before - 3);
    throw undone;
  });
  await expect(transaction).rejects.toBe(undone);
  expect(await received(subgraph.database)).toBe(before);
});

it("holds nothing in memory of a transaction that merged tallies and was undone", async () => {
  const asked = { groupBy: [DossierDimension.CHANNEL], first: 10 };
  const now = new Date("2025-11-14T05:00:00Z");
  const before = await answersOf(subgraph.database, asked, now);
  for (const channel of ["IN_PERSON", "ONLINE"]) {
    await subgraph.database
      .transaction(async (database) => {
        await database.rows(
          sql`UPDATE dossier SET channel = ${channel}::dossier_channel WHERE channel = 'POSTAL'`,
        );
        await database.rows(sql`SELECT merge_dossier_tally()`);
        const answers = await answersOf(database, asked, now);
        expect(answers?.[0]?.groups.map(({ keys }) => keys.channel)).toEqual(["IN_PERSON", "ONLINE"]);
        expectOne(answers ?? []);
        throw new Error("undone");
      })
      .catch((error: Error) => expect(error.message).toBe("undone"));
    const after = await answersOf(subgraph.database, asked, now);
    expect(after).toEqual(before);
    expectOne(after ?? []);
  }
});

it("leaves out a group that has lost all its dossiers", async () => {
  const asked = { groupBy: [DossierDimension.STATUS], first: 10 };
  await subgraph.database
    .transaction(async (database) => {
      await database.rows(sql`UPDATE dossier SET status = 'ACCEPTED' WHERE status = 'REGISTERED'`);
      const answers = await answersOf(database, asked, new Date("2025-11-14T05:00:00Z"));
      expect(answers).toHaveLength(3);
      expect(answers?.[0]?.groups.length).toBeGreaterThan(5);
      expectOne(answers ?? []);
      throw new Error("undone");
    })
    .catch((error: Error) => expect(error.message).toBe("undone"));
});

it("is the same after rows are merged, counted anew, or moved to another field; and tells what is wrong", async () => {
  expect(await drift()).toEqual([]);
  const count = async () =>
    (
      await subgraph.database.row<{ rows: number }>(sql`
      SELECT (SELECT count(*) FROM dossier_tally)::int + (SELECT count(*) FROM dossier_tally_change)::int AS rows`)
    ).rows;
  await subgraph.database.rows(sql`UPDATE dossier SET unit_code = '00004' WHERE id % 101 = 7`);
  const grown = await count();
  await subgraph.database.rows(sql`SELECT merge_dossier_tally()`);
  expect(await count()).toBeLessThan(grown);
  expect(await drift()).toEqual([]);
  await subgraph.database.rows(
    sql`UPDATE procedure SET field_code = 'land' WHERE field_code = 'authentication'`,
  );
  expect(await drift()).toEqual([]);
  await subgraph.database.rows(sql`
    UPDATE dossier_tally SET received = received + 1 WHERE ctid = (SELECT min(ctid) FROM dossier_tally)`);
  expect(await drift()).toHaveLength(1);
  await subgraph.database.rows(sql`SELECT rebuild_dossier_tally()`);
  expect(await drift()).toEqual([]);
}, 180_000);

it("does so from sets that are too large to be held, too", async () => {
  const blocks = blocksOf(subgraph.database);
  for (const { sets } of fewerRoots) for (const { number } of sets) blocks.refuse(number);
  let inMemory = 0;
  await fc.assert(
    fc.asyncProperty(anyDossierQuestion, anyInstant, async (asked, now) => {
      const answers = await answersOf(subgraph.database, asked, now);
      inMemory += answers?.length === 3 ? 1 : 0;
      expectOne(answers ?? []);
    }),
    { numRuns: 60 },
  );
  expect(inMemory).toBeGreaterThan(10);
}, 180_000);
