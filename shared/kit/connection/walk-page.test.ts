import fc from "fast-check";
import sql, { join, raw, type Sql } from "sql-template-tag";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../../test/support/database/test-cluster";
import { createLogger } from "../../base/log/logger";
import { createDataSource } from "../../database/data-source";
import { Database } from "../../database/database";
import { orderClause, reversed } from "./keyset";
import type { OrderTerm } from "./order";
import { pageOfWalked, type WalkedList, type WalkedRow, walkedKeys } from "./walk-keys";
import { walkPage } from "./walk-page";

/* Walks over a table made to hurt, as in define-connection.test.ts: ties, and rows without a value. */

let dataSource: DataSource;
let database: Database;
beforeAll(async () => {
  const url = await createTestDatabase("walks");
  const log = createLogger("test", "silent");
  const options = { entities: [], migrations: [], log, poolSize: 2, statementTimeoutMs: 20_000 };
  dataSource = await createDataSource({ ...options, url, applicationName: "test" }).initialize();
  await dataSource.query(`
    CREATE TABLE item (id bigint PRIMARY KEY, grade int, day date NOT NULL, color int NOT NULL);
    INSERT INTO item SELECT n, nullif(n % 7, 0), date '2025-11-14' + n % 5, n * 7919 % 100 FROM generate_series(1, 300) AS n;
    CREATE TABLE tall (id bigint PRIMARY KEY, day date NOT NULL, color int NOT NULL);
    INSERT INTO tall SELECT n, date '2025-11-14' + n / 100, n * 7919 % 1000 FROM generate_series(1, 100000) AS n;
    CREATE INDEX ON tall (day, id);
    ANALYZE`);
  database = Database.of(dataSource);
});
afterAll(() => dataSource.destroy());

const key = { sql: sql`i.id`, type: "bigint" as const, nullable: false };
const terms = {
  grade: { sql: sql`i.grade`, type: "numeric" as const, nullable: true, name: "GRADE" },
  day: { sql: sql`i.day`, type: "date" as const, nullable: false, name: "DAY" },
};

const lists = fc.record({
  names: fc.subarray(["grade", "day"] as const, { minLength: 1 }),
  directions: fc.array(fc.constantFrom("ASC" as const, "DESC" as const), { minLength: 3, maxLength: 3 }),
  isBackwards: fc.boolean(),
  /** The place of the row after which the page begins; -1 for none. */
  after: fc.integer({ min: -1, max: 320 }),
  colors: fc.integer({ min: 0, max: 100 }),
  /** Rows from this id on are not walked, but found beside. */
  walkedTo: fc.option(fc.integer({ min: 0, max: 301 })),
  steps: fc.integer({ min: 1, max: 120 }),
  limit: fc.integer({ min: 1, max: 40 }),
});

it("gives the page that all rows give, or says that it has not gone far enough", async () => {
  let [pages, short] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      lists,
      async ({ names, directions, isBackwards, after, colors, walkedTo, steps, limit }) => {
        const order = names.map(
          (name, at): OrderTerm => ({ ...terms[name], direction: directions[at] ?? "ASC" }),
        );
        const whole: OrderTerm[] = [...order, { ...key, name: "", direction: directions[2] ?? "ASC" }];
        const reading = isBackwards ? reversed(whole) : whole;
        const where = sql`i.color < ${colors}::int`;
        const position = join(whole.map((term) => sql`${term.sql}::text`));
        const all = await database.rows<{ key: string; position: (string | null)[]; matches: boolean }>(sql`
        SELECT i.id::text AS key, ARRAY[${position}] AS position, (${where}) AS matches FROM item i ORDER BY ${orderClause(reading)}`);
        const start = all[after]?.position ?? null;
        const expected = all.slice(start === null ? 0 : after + 1).filter(({ matches }) => matches);
        const walk = {
          along: walkedTo === null ? [] : [sql`i.id < ${walkedTo}::bigint`],
          beside: walkedTo === null ? undefined : sql`i.id >= ${walkedTo}::bigint`,
        };
        const list = { from: sql`item i`, alias: sql`i`, key, terms: reading, start, where, walk, limit };
        const walked = pageOfWalked(await database.rows<WalkedRow>(walkedKeys(list, steps)), limit);
        if ("page" in walked) {
          pages += 1;
          expect(walked.page.map(({ key: id, position: at }) => ({ key: id, position: at }))).toEqual(
            expected.slice(0, limit).map(({ key: id, position: at }) => ({ key: id, position: at })),
          );
        } else {
          short += 1;
          expect(walked.found).toBeLessThan(limit);
          expect(steps).toBeLessThan(all.length);
        }
      },
    ),
    { numRuns: 300 },
  );
  expect([pages > 20, short > 20]).toEqual([true, true]);
});

const tall = (where: Sql): WalkedList => ({
  ...{ from: sql`tall i`, alias: sql`i`, key, start: null, where, walk: { along: [] }, limit: 11 },
  terms: [
    { ...terms.day, direction: "ASC" },
    { ...key, name: "", direction: "ASC" },
  ],
});

/** The page that is walked, and the kinds of statements that it takes. */
async function walkTall(where: Sql): Promise<{ ids: string[] | undefined; sent: string[] }> {
  const log = jest.spyOn(dataSource.logger, "logQuery");
  const all = sql`SELECT i.id, count(*) OVER () FROM tall i WHERE ${where} ORDER BY i.day, i.id LIMIT 11`;
  const page = await walkPage(database, tall(where), all, 1_000);
  const sent = log.mock.calls.map(([text]) => (text.startsWith("EXPLAIN") ? "cost" : "walk"));
  log.mockRestore();
  return { ids: page?.map((row) => row.key), sent };
}

async function idsOf(where: Sql): Promise<string[]> {
  const rows = await database.rows<{ id: string }>(
    sql`SELECT i.id FROM tall i WHERE ${where} ORDER BY i.day, i.id LIMIT 11`,
  );
  return rows.map(({ id }) => id);
}

it.each([
  ["common", sql`i.color < 100`, ["walk"]],
  ["rare, but met often enough to go on", sql`i.color < 5`, ["walk", "cost", "walk"]],
])("walks for what is %s", async (_, where, sent) => {
  expect(await walkTall(where)).toEqual({ ids: await idsOf(where), sent });
});

it.each([
  ["the far end", sql`i.id > 99980`, ["walk", "cost"]],
  [
    "nowhere, as nobody can estimate",
    sql`i.color % 2 = 0 AND (i.color + 1) % 2 = 0`,
    ["walk", "cost", "walk"],
  ],
])("leaves to others what is at %s", async (_, where, sent) => {
  expect(await walkTall(where)).toEqual({ ids: undefined, sent });
});

it("asks what an index costs before it walks for few, and leaves these to it", async () => {
  await dataSource.query("CREATE INDEX ON tall (color)");
  const log = jest.spyOn(dataSource.logger, "logQuery");
  const list = tall(sql`i.color = 7`);
  const all = sql`SELECT i.id, count(*) OVER () FROM tall i WHERE i.color = 7 ORDER BY i.day, i.id LIMIT 11`;
  const page = await walkPage(database, { ...list, walk: { along: [], hasIndex: true } }, all, 1_000);
  const sent = log.mock.calls.map(([text]) => (text.startsWith("EXPLAIN") ? "cost" : "walk"));
  log.mockRestore();
  expect({ page, sent }).toEqual({ page: undefined, sent: ["cost"] });
});

it("reads no further than the page, though the first walk could be longer", async () => {
  const { text, values } = walkedKeys(tall(sql`i.color < 500`), 4_000);
  const statement = raw(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`);
  statement.values.push(...values);
  const row = await database.row<{ "QUERY PLAN": [{ Plan: Plan }] }>(statement);
  const [scan, ...others] = scansOf(row["QUERY PLAN"][0].Plan);
  expect([others, scan?.["Node Type"]]).toEqual([[], "Index Scan"]);
  expect(scan?.["Actual Rows"]).toBeLessThan(100);
});

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  Plans?: Plan[];
}

function scansOf(plan: Plan): Plan[] {
  return [...(plan["Relation Name"] ? [plan] : []), ...(plan.Plans ?? []).flatMap(scansOf)];
}
