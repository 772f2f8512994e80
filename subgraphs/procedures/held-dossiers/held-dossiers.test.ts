import fc from "fast-check";
import sql, { type Sql } from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { createLogger } from "../../../shared/log/logger";
import { expectOne, heldAnswersOf } from "../../../test/support/dossier-answers";
import { anyInstant, anyNestedQuestion } from "../../../test/support/random-dossier-questions";
import { openTestSubgraph, type TestSubgraph } from "../../../test/support/subgraph-harness";
import { timeFromDossiers } from "../dossier/count-from-dossiers";
import {
  DossierDimension,
  DossierMeasureField,
  type DossierStatsArguments,
  DossierTimeField,
  DossierTimeGrain,
} from "../dossier/dossier-stats.inputs";
import { groupClause, groupKeyOf, keySelection } from "../dossier/dossier-stats-keys";
import { procedures } from "../subgraph";
import { timeFromHeld } from "./ask-held";
import { DossierKeeper } from "./held-dossiers";

/* Dossiers in memory, and what a snapshot of them did not see, against the database: one answer, at every moment. */

let subgraph: TestSubgraph;
let keeper: DossierKeeper;
beforeEach(async () => {
  subgraph = await openTestSubgraph(procedures);
  keeper = new DossierKeeper(subgraph.database, createLogger("test", "silent"), 2 ** 26);
  await keeper.load();
});
afterEach(async () => {
  await keeper.end();
  await subgraph.close();
});

const now = new Date("2025-11-14T05:00:00Z");
const byUnit: DossierStatsArguments = { groupBy: [DossierDimension.UNIT], first: 1000 };

type Asked = [question: DossierStatsArguments, now: Date];

const anyOf = (questions: number): Asked[] => fc.sample(fc.tuple(anyNestedQuestion, anyInstant), questions);

/** Each question has one answer, of one moment. */
async function expectTruth(database: Database, questions: readonly Asked[]): Promise<void> {
  for (const [asked, at] of questions) {
    const answers =
      database === subgraph.database
        ? await database.transaction(async (transaction) => {
            await transaction.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
            return heldAnswersOf(transaction, asked, at);
          })
        : await heldAnswersOf(database, asked, at);
    expect(answers).toHaveLength(2);
    expectOne(answers ?? []);
  }
}

async function run(...statements: Sql[]): Promise<void> {
  for (const statement of statements) await subgraph.database.rows(statement);
}

/** Late, corrected and deleted dossiers, and codes that were not there before. */
const changes = [
  sql`UPDATE dossier SET status = 'RESOLVED', resolved_at = greatest(received_at, '2025-11-13T09:00+07'), satisfaction = 5,
    electronic_result = TRUE WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NULL LIMIT 40)`,
  sql`UPDATE dossier SET received_at = received_at - interval '400 days', digitised = NOT digitised, unit_code = NULL
    WHERE id IN (SELECT id FROM dossier LIMIT 70)`,
  sql`UPDATE dossier SET due_at = ${now}::timestamptz
    WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 30)`,
  sql`INSERT INTO procedure SELECT (jsonb_populate_record(p, '{"code": "9.999999"}')).* FROM procedure p LIMIT 1`,
  sql`UPDATE dossier SET unit_code = '99999', organization_code = 'NEW', procedure_code = '9.999999'
    WHERE id IN (SELECT max(id) FROM dossier)`,
  sql`DELETE FROM dossier WHERE id IN (SELECT id FROM dossier ORDER BY id DESC LIMIT 90)`,
];

it("answers any question as the database does", () => expectTruth(subgraph.database, anyOf(80)), 180_000);

it("takes no dossier for overdue at the very instant that it is due, nor one of the last microsecond for another day", async () => {
  await run(
    sql`UPDATE dossier SET due_at = '2025-11-14T05:00:00.123Z' WHERE id IN (SELECT id FROM dossier WHERE status = 'PROCESSING' LIMIT 9)`,
    sql`UPDATE dossier SET resolved_at = '2025-11-13T23:59:59.999999+07', due_at = '2025-11-14T00:00+07'
      WHERE id IN (SELECT id FROM dossier WHERE resolved_at IS NOT NULL LIMIT 9)`,
  );
  await keeper.load();
  const daily = { field: DossierTimeField.RESOLVED, grain: DossierTimeGrain.DAY, fillGaps: false };
  const asked = { groupBy: [DossierDimension.TIMELINESS], timeBucket: daily, first: 1000 };
  await expectTruth(
    subgraph.database,
    [122, 123, 124].map((ms) => [asked, new Date(`2025-11-14T05:00:00.${ms}Z`)]),
  );
});

it("tells how long dossiers took as the database does", async () => {
  await run(...changes);
  await expectTimes(anyOf(40));
}, 180_000);

/** Each question has one answer, of memory and of the database. */
async function expectTimes(questions: readonly Asked[]): Promise<void> {
  for (const [asked, at] of questions) {
    const held = await timeFromHeld(subgraph.database, asked, at);
    const timing = timeFromDossiers(asked, at);
    const rows = await subgraph.database.rows<{ days: number; dossiers: number }>(sql`
      SELECT ${keySelection(asked, timing)}, ${timing.processingDays} AS days, (${timing.dossiers})::int AS dossiers
      FROM ${timing.source} WHERE ${timing.where} ${groupClause(asked, timing.dossiers, "days")}`);
    const truth = (key?: string) => {
      const times = new Map<number, number>();
      for (const { days, dossiers, ...keys } of rows)
        if (key === undefined || groupKeyOf(keys) === key) times.set(days, (times.get(days) ?? 0) + dossiers);
      return inOrder(times);
    };
    expect(inOrder(held?.all ?? new Map())).toEqual(truth());
    for (const { keys, times } of held?.groups.slice(0, 30) ?? [])
      expect(inOrder(times)).toEqual(truth(groupKeyOf(keys)));
  }
}

function inOrder(times: ReadonlyMap<number, number>): [number, number][] {
  return [...times].toSorted(([left], [right]) => left - right);
}

const { ORGANIZATION, PROCEDURE, STATUS } = DossierDimension;
const daily = { field: DossierTimeField.RECEIVED, grain: DossierTimeGrain.DAY, fillGaps: false };
/** What a dashboard asks again after each change, some of it by another order, or some hours later. */
const again: Asked[] = [
  [byUnit, now],
  [{ ...byUnit, orderBy: [{ field: DossierMeasureField.OVERDUE, direction: SortDirection.DESC }] }, now],
  [byUnit, new Date("2025-11-14T09:00:00Z")],
  [{ groupBy: [], filter: { digitised: true }, first: 1 }, now],
  [{ groupBy: [ORGANIZATION, PROCEDURE], timeBucket: daily, first: 300 }, now],
  [
    {
      groupBy: [ORGANIZATION, PROCEDURE],
      timeBucket: daily,
      having: [{ measure: DossierMeasureField.RECEIVED, is: { gte: 1 } }],
      orderBy: [{ field: DossierMeasureField.AVERAGE_PROCESSING_DAYS, direction: SortDirection.DESC }],
      first: 300,
    },
    now,
  ],
  [{ groupBy: [STATUS], filter: { not: { unit: { in: ["00004"] } } }, first: 10 }, now],
];

it("counts every change, few at once or many, and holds many from then on", async () => {
  const loaded = keeper.held;
  for (const change of [undefined, ...changes]) {
    if (change) await run(change);
    await expectTruth(subgraph.database, [...again, ...anyOf(4)]);
  }
  expect(keeper.held).toMatchObject({ thread: loaded?.thread, basis: expect.any(Number) });
  expect(keeper.held?.basis).toBeGreaterThan(300);
}, 180_000);

it("makes what it keeps of questions anew when many changes have come, and counts these in", async () => {
  const ofMany = [
    sql`UPDATE dossier SET digitised = NOT digitised, channel = 'POSTAL' WHERE id % 2 = 0`,
    sql`UPDATE dossier SET unit_code = NULL, satisfaction = NULL WHERE id % 3 = 0`,
    sql`DELETE FROM dossier WHERE id % 4 = 0`,
    sql`UPDATE dossier SET status = 'RESOLVED', resolved_at = greatest(received_at, '2025-11-13T09:00+07')
      WHERE id % 7 = 1 AND resolved_at IS NULL`,
  ];
  for (const change of [undefined, ...ofMany]) {
    if (change) await run(change);
    await expectTruth(subgraph.database, [...again, ...anyOf(3)]);
    await expectTimes(again);
  }
  expect(keeper.held?.basis).toBeGreaterThan(20_000);
}, 180_000);

it("counts a change in the transaction that makes it, and forgets it when that is undone", async () => {
  const undone = new Error("undone");
  const transaction = subgraph.database.transaction(async (database) => {
    for (const change of changes) await database.rows(change);
    await expectTruth(database, anyOf(8));
    throw undone;
  });
  await expect(transaction).rejects.toBe(undone);
  expect(keeper.held?.basis).toBe(0);
  await expectTruth(subgraph.database, anyOf(8));
}, 180_000);

it("still answers as the database does while writers run", async () => {
  let isWriting = true;
  const write = async () => {
    for (let round = 0; round < 4; round += 1) {
      await run(
        sql`UPDATE dossier SET channel = 'POSTAL' WHERE id % 97 = ${round}`,
        sql`UPDATE dossier SET received_at = received_at + interval '1 day' WHERE id % 89 = ${round} AND resolved_at IS NULL`,
        sql`DELETE FROM dossier WHERE id % 1009 = ${round}`,
      );
    }
    isWriting = false;
  };
  const ask = async () => {
    let asked = 0;
    for (; isWriting || asked < 5; asked += 1) await expectTruth(subgraph.database, anyOf(1));
  };
  await Promise.all([write(), ask(), ask()]);
}, 180_000);

it("is of no use to a snapshot that is older", async () => {
  await subgraph.database.transaction(async (database) => {
    await database.rows(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`);
    await database.rows(sql`SELECT 1`);
    await run(...changes);
    await expectTruth(subgraph.database, anyOf(1));
    expect(keeper.held?.basis).toBeGreaterThan(0);
    expect(await heldAnswersOf(database, byUnit, now)).toBeUndefined();
  });
});

it.each([
  [
    "the field of a procedure",
    sql`UPDATE procedure SET field_code = 'land' WHERE field_code = 'authentication'`,
  ],
  ["all dossiers", sql`TRUNCATE dossier, dossier_event, dossier_code`],
])("is read anew after a change of %s", async (_, change) => {
  const before = keeper.held;
  await run(change);
  expect(await heldAnswersOf(subgraph.database, byUnit, now)).toBeUndefined();
  await keeper.load();
  expect(keeper.held?.thread).not.toBe(before?.thread);
  await expectTruth(subgraph.database, anyOf(5));
});

it("is read anew when the log of changes has become too long to be kept", async () => {
  await run(
    sql`SELECT setval(pg_get_serial_sequence('dossier_change', 'id'), 99990)`,
    sql`UPDATE dossier SET digitised = NOT digitised WHERE id IN (SELECT id FROM dossier LIMIT 10)`,
  );
  expect(await subgraph.database.rows(sql`SELECT sign FROM dossier_change`)).toEqual([{ sign: 0 }]);
  expect(await heldAnswersOf(subgraph.database, byUnit, now)).toBeUndefined();
  await keeper.load();
  await expectTruth(subgraph.database, anyOf(5));
});

it("leaves to the database what it has no room for", async () => {
  await run(sql`UPDATE dossier SET received_at = '1970-01-01' WHERE id IN (SELECT min(id) FROM dossier)`);
  expect(await heldAnswersOf(subgraph.database, byUnit, now)).toBeUndefined();
  await keeper.load();
  expect(keeper.held).toBeUndefined();
});

it("leaves it to the database when its thread is gone", async () => {
  await keeper.held?.thread.end();
  expect(await heldAnswersOf(subgraph.database, byUnit, now)).toBeUndefined();
  await keeper.load();
  await expectTruth(subgraph.database, anyOf(1));
});

const measures =
  "{ received overdue onTimeRate { numerator } averageProcessingDays processingDays(percentile: 0.9) }";
const statistics = `query ($keys: [_Any!]!, $filter: DossierFilter) {
  dossierStats(filter: $filter, groupBy: [UNIT, PROCEDURE, TIMELINESS], timeBucket: { grain: DAY }, first: 200) {
    rows { unit { code } procedure { name } timeliness measures ${measures} }
    totals ${measures} truncated
  }
  _entities(representations: $keys) {
    ... on AdministrativeUnit { dossierStats(filter: $filter) ${measures} }
    ... on Organization { dossierStats(filter: $filter) ${measures} }
    ... on Procedure { dossierStats(filter: $filter) ${measures} }
  }
}`;

it("gives clients what the database gives them, wherever statistics stand", async () => {
  const [procedure] = await subgraph.database.rows<{ code: string }>(
    sql`SELECT procedure_code AS code FROM dossier GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
  );
  const keys = [
    ...["01", "00004", "99999"].map((code) => ({ __typename: "AdministrativeUnit", code })),
    ...["SXD", "none"].map((code) => ({ __typename: "Organization", code })),
    { __typename: "Procedure", code: procedure?.code },
  ];
  const ask = () => subgraph.execute(statistics, { keys, filter: { not: { digitised: false } } });
  const held = await ask();
  await keeper.end();
  const fromDatabase = await ask();
  expect(held.errors).toEqual([]);
  expect({ ...held, statements: 0 }).toEqual({ ...fromDatabase, statements: 0 });
}, 60_000);
