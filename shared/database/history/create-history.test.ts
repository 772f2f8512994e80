import fc from "fast-check";
import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../../test/support/database/test-cluster";
import { createLogger } from "../../base/log/logger";
import { createDataSource } from "../data-source";
import { Database } from "../database";
import { setTransactionDay } from "../transaction-day";
import { createHistory, dropHistory, knownAt } from "./create-history";

let dataSource: DataSource;
let database: Database;
beforeAll(async () => {
  dataSource = await createDataSource({
    url: await createTestDatabase("history"),
    applicationName: "history",
    entities: [],
    migrations: [],
    log: createLogger("test", "silent"),
    poolSize: 2,
    statementTimeoutMs: 20_000,
  }).initialize();
  database = Database.of(dataSource);
  await database.rows(sql`
    CREATE TABLE thing (place text, number int, colours text[], note text, PRIMARY KEY (place, number))`);
  await database.rows(sql`INSERT INTO thing VALUES ('old', 1, '{red}', 'x')`);
  await onRunner((runner) =>
    createHistory(runner, {
      table: "thing",
      key: ["place", "number"],
      columns: ["colours"],
      since: "2025-01-01",
    }),
  );
});
afterAll(() => dataSource.destroy());

async function onRunner(work: (runner: ReturnType<DataSource["createQueryRunner"]>) => Promise<void>) {
  const runner = dataSource.createQueryRunner();
  try {
    await work(runner);
  } finally {
    await runner.release();
  }
}

/** Does something on a day, in one transaction. */
const on = (day: string, statement: ReturnType<typeof sql>) =>
  database.transaction(async (transaction) => {
    await setTransactionDay(transaction, day);
    await transaction.rows(statement);
  });

const at = async (day: string) => {
  const rows = await database.rows<{ place: string; number: number; colours: string[] | null }>(sql`
    SELECT place, number, colours FROM thing_history h WHERE ${knownAt(sql`${day}::date`)} ORDER BY 1, 2`);
  return rows.map(({ place, number, colours }) => `${place}${number}:${colours}`);
};

it("takes rows that are there already for what was so from a day on", async () => {
  expect([await at("2024-12-31"), await at("2025-01-01")]).toEqual([[], ["old1:red"]]);
});

it("keeps what was so on each day, whatever comes after, and the last of each day", async () => {
  await on("2025-03-01", sql`INSERT INTO thing VALUES ('a', 1, NULL), ('a', 2, '{blue}')`);
  await on("2025-03-05", sql`UPDATE thing SET colours = '{green}' WHERE place = 'a'`);
  await on("2025-03-05", sql`UPDATE thing SET colours = '{red}' WHERE number = 2`);
  await on("2025-03-06", sql`UPDATE thing SET note = 'no matter'`);
  await on("2025-03-07", sql`DELETE FROM thing WHERE place = 'old'`);
  await on("2025-03-07", sql`UPDATE thing SET number = 3 WHERE number = 2`);
  await on(
    "2025-03-07",
    sql`INSERT INTO thing VALUES ('b', 1, '{red}') ON CONFLICT (place, number) DO UPDATE SET colours = NULL`,
  );
  await on(
    "2025-03-08",
    sql`INSERT INTO thing VALUES ('b', 1, '{red}') ON CONFLICT (place, number) DO UPDATE SET colours = NULL`,
  );
  const days = [
    "2025-02-28",
    "2025-03-01",
    "2025-03-04",
    "2025-03-05",
    "2025-03-06",
    "2025-03-07",
    "2025-03-08",
  ];
  expect(await Promise.all(days.map(at))).toEqual([
    ["old1:red"],
    ["a1:null", "a2:blue", "old1:red"],
    ["a1:null", "a2:blue", "old1:red"],
    ["a1:green", "a2:red", "old1:red"],
    ["a1:green", "a2:red", "old1:red"],
    ["a1:green", "a3:red", "b1:red"],
    ["a1:green", "a3:red", "b1:null"],
  ]);
  // A note changed nothing that is remembered.
  expect(await database.rows(sql`SELECT FROM thing_history WHERE known_from = '2025-03-06'`)).toEqual([]);
});

it("goes by the server's day in Hanoi where nobody told another", async () => {
  await database.rows(sql`INSERT INTO thing VALUES ('now', 1)`);
  const [row] = await database.rows(sql`
    SELECT known_from = (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS today FROM thing_history WHERE place = 'now'`);
  expect(row).toEqual({ today: true });
});

it("waits for another transaction's change of the same row, and comes after it", async () => {
  await on("2025-04-01", sql`INSERT INTO thing VALUES ('two', 1, '{a}')`);
  const change = (colour: string) =>
    on("2025-04-02", sql`UPDATE thing SET colours = ${[colour]}::text[] || colours WHERE place = 'two'`);
  await Promise.all([change("b"), change("c"), change("d")]);
  const [{ colours } = { colours: [] }] = await database.rows<{ colours: string[] }>(
    sql`SELECT colours FROM thing WHERE place = 'two'`,
  );
  expect(await at("2025-04-02")).toContain(`two1:${colours}`);
  expect(await at("2025-04-01")).toContain("two1:a");
});

it("says of every past day what the table said at its end", async () => {
  const step = fc.record({
    days: fc.constantFrom(0, 0, 1, 3),
    statement: fc.oneof(
      fc.record({
        verb: fc.constantFrom("insert", "delete", "recolour"),
        number: fc.nat(3),
        colour: fc.constantFrom("red", "blue", null),
      }),
      fc.record({
        verb: fc.constant("all"),
        number: fc.nat(1),
        colour: fc.constantFrom("red", "blue", null),
      }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      await database.rows(sql`DELETE FROM thing`);
      await database.rows(sql`DELETE FROM thing_history`);
      const seen = new Map<string, string[]>();
      let day = 1;
      for (const { days, statement } of steps) {
        day += days;
        const today = `2025-06-${String(day).padStart(2, "0")}`;
        const { verb, number, colour } = statement;
        const colours = sql`ARRAY[${colour}]::text[]`;
        const statements = {
          insert: sql`INSERT INTO thing VALUES ('p', ${number}, ${colours}) ON CONFLICT (place, number) DO NOTHING`,
          delete: sql`DELETE FROM thing WHERE number = ${number}`,
          recolour: sql`UPDATE thing SET colours = ${colours} WHERE number = ${number}`,
          all: sql`UPDATE thing SET colours = ${colours}, number = number + 10 * ${number}`,
        };
        await on(today, statements[verb as keyof typeof statements]);
        const rows = await database.rows<{ shown: string }>(sql`
          SELECT place || number || ':' || colours::text AS shown FROM thing ORDER BY place, number`);
        seen.set(
          today,
          rows.map(({ shown }) => shown),
        );
      }
      for (const [past, rows] of seen) {
        const known = await database.rows<{ shown: string }>(sql`
          SELECT place || number || ':' || colours::text AS shown FROM thing_history h
          WHERE ${knownAt(sql`${past}::date`)} ORDER BY place, number`);
        expect({ past, rows: known.map(({ shown }) => shown) }).toEqual({ past, rows });
      }
    }),
    { numRuns: 60 },
  );
});

it("forgets what was known of later days when the clock is turned back", async () => {
  await on("2025-05-01", sql`INSERT INTO thing VALUES ('back', 1, '{red}')`);
  await on("2025-04-01", sql`UPDATE thing SET colours = '{blue}' WHERE place = 'back'`);
  expect(
    [await at("2025-03-31"), await at("2025-04-01"), await at("2025-05-02")].map((rows) =>
      rows.filter((row) => /back/.test(row)),
    ),
  ).toEqual([[], ["back1:blue"], ["back1:blue"]]);
});

it("can be taken back", async () => {
  await onRunner((runner) => dropHistory(runner, "thing"));
  await database.rows(sql`INSERT INTO thing VALUES ('free', 1)`);
  const left = await database.rows(sql`SELECT FROM pg_proc WHERE proname LIKE 'keep_%'`);
  expect(left).toEqual([]);
});
