import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sql, { type Sql } from "sql-template-tag";
import { createLogger } from "../../../../shared/base/log/logger";
import type { Database } from "../../../../shared/database/database";
import { ColumnStore } from "../../../../shared/kit/column-store/column-store";
import { addedUp, finerQueries } from "../../../../shared/kit/column-store/finer-queries";
import { countRows, distributeRows } from "../../../../shared/kit/cube/count-rows";
import { percentileOf } from "../../../../shared/kit/cube/measure";
import {
  type Distribution,
  groupKey,
  type StatisticsQuery,
  type TimeGrain,
} from "../../../../shared/kit/cube/statistics-query";
import { keysOf } from "../../../../shared/kit/cube/statistics-sql";
import { eventually } from "../../../../test/support/gateway/gateway-request";
import {
  anyDossierQuestion,
  anyInstant,
  anyPastQuestion,
} from "../../../../test/support/statistics/random-dossier-questions";
import { openTestSubgraph, type TestSubgraph } from "../../../../test/support/subgraph/subgraph-harness";
import { procedures } from "../../subgraph";
import { dossierCube } from "../dossier.cube";

/* The column store against the rows in PostgreSQL: any question has one answer, at every moment. */

let subgraph: TestSubgraph;
let folder: string;
let store: ColumnStore;
beforeEach(async () => {
  subgraph = await openTestSubgraph({ ...procedures, cubes: [] });
  folder = await mkdtemp(join(tmpdir(), "dossier-statistics-"));
  store = await openStore();
});
afterEach(async () => {
  await store.end();
  await subgraph.close();
  await rm(folder, { recursive: true });
});

async function openStore(): Promise<ColumnStore> {
  const opened = new ColumnStore({
    ...{
      cube: dossierCube,
      dataSource: subgraph.dataSource,
      folder,
      memory: 2 ** 28,
      statementTimeoutMs: 20_000,
    },
    log: createLogger("test", process.env.TEST_LOG_LEVEL ?? "silent"),
  });
  await opened.open();
  return opened;
}

const now = new Date("2025-11-14T05:00:00Z");
const byUnit: StatisticsQuery = { groupBy: ["UNIT"], first: 1000 };

type Asked = [question: StatisticsQuery, now: Date];
const anyOf = (questions: number): Asked[] =>
  fc.sample(fc.tuple(fc.oneof(anyDossierQuestion, anyPastQuestion), anyInstant), questions);

/**
 * Each question has one answer of one moment, whatever is written meanwhile; gives how many the store answered: all, if it
 * was brought up to date before (`store.open()`), for in a transaction a question waits a while only for many changes.
 */
async function expectTruth(questions: readonly Asked[], within?: Database): Promise<number> {
  let answered = 0;
  for (const [question, at] of questions) {
    const compare = async (database: Database) => {
      const found = await store.count(question, { database, now: at });
      if (!found) return;
      answered += 1;
      const { asOf, ...groups } = found;
      expect(asOf).toEqual(at);
      expect({ question, ...groups }).toEqual({
        question,
        ...(await countRows(database, dossierCube, question, at)),
      });
    };
    if (within) await compare(within);
    else
      await subgraph.database.transaction(async (transaction) => {
        await transaction.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
        await compare(transaction);
      });
  }
  return answered;
}

async function run(...statements: Sql[]): Promise<void> {
  for (const statement of statements) await subgraph.database.rows(statement);
}

/** Late, corrected and deleted dossiers, keys that were not there before, and procedures that are another. */
const changes = [
  sql`UPDATE dossier SET status = 'RESOLVED', closed_at = NULL, resolved_at = greatest(received_at, '2025-11-13T09:00+07'), satisfaction = 5,
    electronic_result = TRUE WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NULL LIMIT 40)`,
  sql`UPDATE dossier SET received_at = received_at - interval '400 days', digitised = NOT digitised, unit_code = NULL
    WHERE id IN (SELECT id FROM dossier LIMIT 70)`,
  sql`UPDATE dossier SET due_at = ${now}::timestamptz
    WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 30)`,
  sql`INSERT INTO procedure SELECT (jsonb_populate_record(p, '{"code": "9.999999"}')).* FROM procedure p LIMIT 1`,
  sql`UPDATE dossier SET unit_code = '99999', organization_code = 'NEW''S', procedure_code = '9.999999'
    WHERE id IN (SELECT max(id) FROM dossier)`,
  sql`UPDATE procedure SET field_code = 'land' WHERE field_code = 'authentication'`,
  sql`UPDATE procedure SET business_sector = NOT business_sector, green_lane_decision = NULL, green_lane_reduced_days = NULL
    WHERE code IN (SELECT procedure_code FROM dossier GROUP BY 1 ORDER BY count(*) DESC, 1 OFFSET 20 LIMIT 5)`,
  sql`DELETE FROM dossier WHERE id IN (SELECT id FROM dossier ORDER BY id DESC LIMIT 90)`,
];

it("answers any question as the database does", async () => {
  expect(await expectTruth(anyOf(120))).toBe(120);
}, 180_000);

it("adds up answers to finer questions as the database counts the coarser one", async () => {
  const first = 10_000;
  let compared = 0;
  for (const [{ filter = null, groupBy, timeBucket = null }, at] of anyOf(30)) {
    const question = { filter, groupBy, timeBucket, first };
    const truth = await countRows(subgraph.database, dossierCube, question, at);
    const finer = finerQueries(dossierCube, question);
    for (const one of finer.length === 0 ? [] : fc.sample(fc.constantFrom(...finer), 4)) {
      const found = await countRows(subgraph.database, dossierCube, one, at);
      if (found.groups.length > first) continue;
      compared += 1;
      expect({ question, one, found: addedUp(dossierCube, question, found) }).toEqual({
        ...{ question, one, found: truth },
      });
    }
  }
  expect(compared).toBeGreaterThan(40);
}, 180_000);

it("knows coarser questions from finer ones that were asked before, also after changes", async () => {
  const series = (grain: TimeGrain, fillGaps: boolean) => ({ field: "RECEIVED", grain, fillGaps });
  const filter = { channel: ["ONLINE", "POSTAL"] };
  const asked = [true, false].flatMap((fillGaps): Asked[] => [
    [{ filter, groupBy: ["CHANNEL", "APPLICANT"], timeBucket: series("DAY", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["APPLICANT"], timeBucket: series("MONTH", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["CHANNEL"], timeBucket: series("WEEK", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: [], timeBucket: series("YEAR", fillGaps), first: 5000 }, now],
    [{ filter, groupBy: ["CHANNEL"], first: 5000 }, now],
  ]);
  for (const change of [undefined, ...changes]) {
    if (change) await run(change);
    await store.open();
    expect(await expectTruth(asked)).toBe(asked.length);
  }
}, 180_000);

it("takes no dossier for overdue at the very instant that it is due, nor one of the last microsecond for another day", async () => {
  await run(
    sql`UPDATE dossier SET due_at = '2025-11-14T05:00:00.123Z' WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 9)`,
    sql`UPDATE dossier SET resolved_at = '2025-11-13T23:59:59.999999+07', due_at = '2025-11-14T00:00+07'
      WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NOT NULL LIMIT 9)`,
  );
  const daily = { field: "RESOLVED", grain: "DAY" as const, fillGaps: false };
  const asked = { groupBy: ["TIMELINESS"], timeBucket: daily, first: 1000 };
  const instants = [122, 123, 124, 123, 122].map((ms) => new Date(`2025-11-14T05:00:00.${ms}Z`));
  expect(await expectTruth(instants.map((at) => [asked, at]))).toBe(5);
});

/** What a dashboard asks again after each change, some of it by another order, or some hours later. */
const daily = { field: "RECEIVED", grain: "DAY" as const, fillGaps: false };
const again: Asked[] = [
  [byUnit, now],
  [{ ...byUnit, orderBy: [{ field: "OVERDUE", direction: "DESC" }] }, now],
  [{ ...byUnit, first: 20, orderBy: [{ field: "RECEIVED", direction: "ASC" }] }, now],
  [{ ...byUnit, having: [{ measure: "PENDING", is: { gte: 3 } }] }, now],
  [byUnit, new Date("2025-11-14T09:00:00Z")],
  [{ groupBy: [], filter: { digitised: true }, first: 1 }, now],
  [{ groupBy: [], filter: { overdue: true }, first: 1 }, new Date("2025-11-14T07:00:00Z")],
  [{ groupBy: ["ORGANIZATION", "PROCEDURE"], timeBucket: daily, first: 300 }, now],
  [{ groupBy: ["CHANNEL"], timeBucket: { ...daily, fillGaps: true }, first: 300 }, now],
  [
    {
      groupBy: ["ORGANIZATION", "PROCEDURE"],
      timeBucket: daily,
      having: [{ measure: "RECEIVED", is: { gte: 1 } }],
      orderBy: [{ field: "AVERAGE_PROCESSING_DAYS", direction: "DESC" }],
      first: 300,
    },
    now,
  ],
  [{ ...byUnit, asOf: "2025-09-30" }, now],
  [
    {
      asOf: "2025-11-12",
      groupBy: ["TIMELINESS", "PROCESSING_DAYS"],
      filter: { overdue: false },
      first: 100,
    },
    now,
  ],
  [
    { asOf: "2025-10-15", groupBy: [], timeBucket: { ...daily, field: "ENDED", fillGaps: true }, first: 300 },
    now,
  ],
  [{ groupBy: ["STATUS", "PROCEDURE_FIELD"], filter: { not: { unit: { in: ["00004"] } } }, first: 10 }, now],
];

it("counts every change, and the deadlines that pass, into what was asked before", async () => {
  for (const change of [undefined, ...changes]) {
    if (change) await run(change);
    await store.open();
    expect(await expectTruth([...again, ...again, ...anyOf(4)])).toBe(again.length * 2 + 4);
  }
}, 180_000);

it("tells how long dossiers took as the database does, also after changes", async () => {
  const questions = [...again.slice(0, 4), ...again.slice(7), ...anyOf(12)];
  for (const change of [undefined, changes[0], changes[1], changes[5], changes[7]]) {
    if (change) await run(change);
    for (const [question, at] of questions) {
      const statisticsContext = { database: subgraph.database, now: at };
      const found = await store.count(question, statisticsContext);
      const keys = found?.groups.slice(0, 30).map((group) => group.keys) ?? [];
      const took = await store.distribute(question, keys, statisticsContext);
      const truth = await distributeRows(subgraph.database, dossierCube, question, at);
      const names = keysOf(dossierCube, question);
      const listed = keys.map((one) => groupKey(one, names));
      const inOrder = (one: Distribution | undefined) =>
        [...(one ?? [])].filter(([, rows]) => rows !== 0).toSorted(([left], [right]) => left - right);
      expect(inOrder(took?.all)).toEqual(inOrder(truth.all));
      for (const key of listed)
        expect(inOrder(took?.groups.get(key))).toEqual(inOrder(truth.groups.get(key)));
    }
  }
}, 180_000);

it("finds the percentiles that PostgreSQL finds", async () => {
  const found = await store.distribute({ groupBy: [], first: 1 }, [], { database: subgraph.database, now });
  for (const share of [0, 0.1, 0.5, 0.9, 0.999, 1]) {
    const { days } = await subgraph.database.row<{ days: number }>(sql`
      SELECT percentile_disc(${share}) WITHIN GROUP (ORDER BY
        (resolved_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - (received_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) AS days
      FROM dossier`);
    expect(percentileOf(found?.all ?? new Map(), share)).toBe(days);
  }
});

it("leaves a transaction its own changes, and an older snapshot, to the database", async () => {
  const undone = new Error("undone");
  const changing = subgraph.database.transaction(async (database) => {
    for (const change of changes) await database.rows(change);
    expect(await expectTruth(anyOf(3), database)).toBe(0);
    throw undone;
  });
  await expect(changing).rejects.toBe(undone);
  await subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    await database.rows(sql`SELECT 1`);
    await run(...changes);
    // Many changes come beside the questions, which the database answers until then.
    await eventually(async () => (await expectTruth(anyOf(1))) === 1 || undefined);
    expect(await expectTruth(anyOf(1), database)).toBe(0);
  });
  expect(await expectTruth(anyOf(8))).toBe(8);
}, 180_000);

it("still answers as the database does while writers run, open transactions among them", async () => {
  let isWriting = true;
  const write = async () => {
    for (let round = 0; round < 5; round += 1) {
      await subgraph.database.transaction(async (database) => {
        await database.rows(sql`UPDATE dossier SET channel = 'POSTAL' WHERE id % 97 = ${round}`);
        await run(
          sql`UPDATE dossier SET received_at = received_at + interval '1 day' WHERE id % 89 = ${round} AND id % 97 <> ${round} AND resolved_at IS NULL AND closed_at IS NULL`,
        );
        await database.rows(sql`DELETE FROM dossier WHERE id % 1009 = ${round} AND id % 97 = ${round}`);
      });
    }
    isWriting = false;
  };
  let answered = 0;
  const ask = async () => {
    for (let asked = 0; isWriting || asked < 10; asked += 1)
      answered += await expectTruth([...anyOf(1), again[asked % again.length] ?? [byUnit, now]]);
  };
  await Promise.all([write(), ask(), ask()]);
  expect(answered).toBeGreaterThan(10);
}, 180_000);

it("brings many changes beside the questions, and then has them all", async () => {
  await expectTruth(again);
  await run(
    sql`UPDATE dossier SET digitised = NOT digitised, channel = 'POSTAL' WHERE id % 2 = 0`,
    sql`DELETE FROM dossier WHERE id % 4 = 1`,
  );
  await store.count(byUnit, { database: subgraph.database, now });
  await store.open();
  expect(await expectTruth([...again, ...anyOf(6)])).toBe(again.length + 6);
}, 180_000);

it("is there at once after a restart, with what has changed meanwhile", async () => {
  await store.end();
  await run(...changes);
  store = await openStore();
  expect(await expectTruth([...again, ...anyOf(6)])).toBe(again.length + 6);
}, 180_000);
