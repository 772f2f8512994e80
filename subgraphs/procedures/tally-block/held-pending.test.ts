import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { answersOf, expectOne } from "../../../test/support/dossier-answers";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import {
  DossierDimension,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../dossier/dossier-stats.inputs";
import { procedures } from "../subgraph";
import { heldPending } from "./held-pending";

/* The overdue in memory, and what a snapshot of them did not see, against the dossiers themselves. */

let subgraph: TestSubgraph;
beforeEach(async () => {
  subgraph = await openTestSubgraph(procedures);
});
afterEach(() => subgraph.close());

const { UNIT, STATUS, CHANNEL } = DossierDimension;
const weekly = { field: DossierTimeField.RECEIVED, grain: DossierTimeGrain.WEEK, fillGaps: true };
const questions: DossierStatsArguments[] = [
  { groupBy: [], first: 1000 },
  { groupBy: [UNIT, STATUS], first: 1000 },
  { groupBy: [CHANNEL], timeBucket: weekly, first: 1000 },
];
const hour = 3_600_000;

/** Every question some hours before and after an instant; and that it is still this instant's that are held. */
async function expectTruth(database: Database, held: Date): Promise<number[]> {
  const overdue: number[] = [];
  for (const hours of [-3, 0, 3]) {
    for (const question of questions) {
      const answers = (await answersOf(database, question, new Date(held.getTime() + hours * hour))) ?? [];
      expect(answers).toHaveLength(3);
      expectOne(answers);
      overdue.push(answers[0]?.totals.overdue ?? -1);
    }
  }
  expect(heldPending(subgraph.database, held)?.at).toEqual(held);
  return overdue;
}

/** Loads what is held at an instant. */
async function hold(now: Date): Promise<void> {
  for (const question of questions) await answersOf(subgraph.database, question, now);
}

const some = (condition: string) => `id IN (SELECT id FROM dossier WHERE ${condition} ORDER BY id LIMIT 90)`;
const pending = "status = 'PROCESSING'";
/** `$1` is the instant. Some are resolved, moved, received earlier, given more time or less, due just then, and deleted. */
const changes = [
  `UPDATE dossier SET status = 'RESOLVED', resolved_at = '2025-11-13T09:00+07' WHERE ${some(`${pending} AND due_at < $1`)}`,
  `UPDATE dossier SET unit_code = '00008' WHERE ${some(`${pending} AND due_at < $1`)}`,
  `UPDATE dossier SET received_at = received_at - interval '9 days' WHERE ${some(`${pending} AND due_at < $1`)}`,
  `UPDATE dossier SET due_at = $1::timestamptz + interval '20 days' WHERE ${some(`${pending} AND due_at < $1`)}`,
  `UPDATE dossier SET due_at = received_at WHERE ${some(`${pending} AND due_at > $1`)}`,
  `UPDATE dossier SET due_at = $1::timestamptz + interval '1 hour' WHERE ${some(pending)}`,
  `UPDATE dossier SET due_at = $1 WHERE ${some(pending)}`,
  `DELETE FROM dossier WHERE ${some(`${pending} AND due_at < $1`)}`,
];

it.each([
  ["those past their deadline", "2025-11-14T05:00:00Z", false],
  ["those with their deadline ahead", "2025-12-08T05:00:00Z", true],
])("counts from %s, and what has changed since", async (_, instant, ahead) => {
  const now = new Date(instant);
  await hold(now);
  const held = heldPending(subgraph.database, now);
  expect(held?.ahead).toBe(ahead);
  expect(held?.rows.size).toBeGreaterThan(10);
  await expectTruth(subgraph.database, now);
  for (const statement of changes) {
    await subgraph.dataSource.query(statement, statement.includes("$1") ? [now] : []);
    await expectTruth(subgraph.database, now);
  }
});

it("counts what was changed by a transaction that was under way when they were read", async () => {
  const now = new Date("2025-11-14T05:00:00Z");
  await subgraph.database.transaction(async (database) => {
    await database.rows(sql`
      UPDATE dossier SET due_at = received_at WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 50)`);
    // Others do not see it yet; this transaction does, and nobody may hold what it sees.
    await hold(now);
    const [own, others] = [await expectTruth(database, now), await expectTruth(subgraph.database, now)];
    expect(own).not.toEqual(others);
  });
  const before = heldPending(subgraph.database, now);
  await expectTruth(subgraph.database, now);
  expect(heldPending(subgraph.database, now)).toBe(before);
});

it("is of no use to a snapshot that is older", async () => {
  const now = new Date("2025-11-14T05:00:00Z");
  await subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    const [old] = (await answersOf(database, { groupBy: [], first: 1 }, now)) ?? [];
    await subgraph.database.rows(sql`
      UPDATE dossier SET due_at = received_at WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 50)`);
    await subgraph.database.rows(sql`SELECT merge_dossier_tally()`);
    await hold(now);
    const answers = (await answersOf(database, { groupBy: [], first: 1 }, now)) ?? [];
    expectOne(answers);
    expect(answers[0]).toEqual(old);
  });
});

it("is read anew after tallies are merged or counted anew, and then no log of changes is left", async () => {
  const now = new Date("2025-11-14T05:00:00Z");
  const logged = async () =>
    (
      await subgraph.database.row<{ rows: number }>(
        sql`SELECT count(*)::int AS rows FROM dossier_pending_change`,
      )
    ).rows;
  await hold(now);
  await subgraph.database.rows(sql`
    UPDATE dossier SET unit_code = '00008' WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 50)`);
  expect(await logged()).toBeGreaterThanOrEqual(100);
  await subgraph.database.rows(sql`SELECT merge_dossier_tally()`);
  expect(await logged()).toBe(0);
  for (const anew of [sql`SELECT merge_dossier_tally()`, sql`SELECT rebuild_dossier_tally()`]) {
    const before = heldPending(subgraph.database, now);
    await subgraph.database.rows(sql`
      UPDATE dossier SET unit_code = '00004' WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 50)`);
    await subgraph.database.rows(anew);
    await hold(now);
    expect(heldPending(subgraph.database, now)).not.toBe(before);
    await expectTruth(subgraph.database, now);
  }
});
