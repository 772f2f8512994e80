import fc from "fast-check";
import sql from "sql-template-tag";
import type { DataSource } from "typeorm";
import { createTestDatabase } from "../../../test/support/database/test-cluster";
import { fixedClock, systemClock } from "../../base/clock/clock";
import { createLogger } from "../../base/log/logger";
import { createDataSource } from "../../database/data-source";
import { Database } from "../../database/database";
import { publicViewer } from "../../http/identity/viewer";
import { Audit } from "../audit/audit";
import { SubgraphContext } from "../context/context";
import { SortDirection } from "../graphql/kit-enums";
import { defineLoader } from "../loader/loaders";
import { Statistics } from "../statistics/statistics";
import { defineConnection } from "./define-connection";
import type { OrderBy } from "./order";

/*
 * Pages over a table made to hurt: most sort keys tie, many are null, and instants differ by a microsecond, which
 * a JavaScript Date cannot tell apart.
 */

type Field = "GRADE" | "SEEN" | "DAY";

interface Row {
  id: string;
  grade: number | null;
  seen: string | null;
  day: string;
}

let dataSource: DataSource;
beforeAll(async () => {
  dataSource = createDataSource({
    url: await createTestDatabase("keyset"),
    applicationName: "test",
    entities: [],
    migrations: [],
    log: createLogger("test", "silent"),
    poolSize: 2,
    statementTimeoutMs: 10_000,
  });
  await dataSource.initialize();
  await dataSource.query(`
    CREATE TABLE item (id bigint PRIMARY KEY, box text NOT NULL, grade int, seen timestamptz, day date NOT NULL);
    INSERT INTO item SELECT n, 'box' || n % 3, nullif(n % 4, 0),
      CASE WHEN n % 5 > 0 THEN timestamptz '2025-11-14 00:00Z' + (n % 3) * interval '1 microsecond' END,
      date '2025-11-14' + n % 2
    FROM generate_series(1, 57) AS n`);
});
afterAll(() => dataSource.destroy());

const items = defineConnection<Row, { grade: number }, Field>({
  from: sql`item`,
  key: { sql: sql`item.id`, type: "bigint", nullable: false },
  columns: {
    GRADE: { sql: sql`item.grade`, type: "numeric", nullable: true },
    SEEN: { sql: sql`item.seen`, type: "timestamptz", nullable: true },
    DAY: { sql: sql`item.day`, type: "date", nullable: false },
  },
  fallbackOrder: [{ field: "DAY", direction: SortDirection.ASC }],
  conditions: (filter) => (filter ? [sql`item.grade = ${filter.grade}`] : []),
  findsAll: (filter) => filter != null && filter.grade % 2 === 0,
  node: defineLoader(async (ids, { database }) => {
    const rows = await database.rows<Row>(sql`
      SELECT id::text, grade, seen::text, day::text FROM item WHERE id = ANY(${[...ids]}::bigint[])`);
    return new Map(rows.map((row) => [row.id, row]));
  }),
});
const itemsOfBox = items.pageWithin(sql`item.box`);

function newContext(): SubgraphContext {
  const log = createLogger("test", "silent");
  return new SubgraphContext({
    viewer: publicViewer,
    clock: fixedClock("2025-11-14T00:00:00Z"),
    ...{ database: Database.of(dataSource), log, statistics: new Statistics() },
    ...{ audit: new Audit({ database: Database.of(dataSource), log, clock: systemClock }), codes: new Map() },
  });
}

const orders = fc.uniqueArray(
  fc.record({
    field: fc.constantFrom<Field>("GRADE", "SEEN", "DAY"),
    direction: fc.constantFrom(SortDirection.ASC, SortDirection.DESC),
  }),
  { selector: ({ field }) => field, maxLength: 3 },
);

it("walks every row exactly once in SQL's own order, both ways, at any page size", async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 1, max: 60 }), async (orderBy, size) => {
      const expected = await inOrder(orderBy);
      expect(await walk(orderBy, size, false)).toEqual(expected);
      expect(await walk(orderBy, size, true)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

it("gives each parent the page it would have alone, for one statement more than one parent takes", async () => {
  const context = newContext();
  const args = { first: 4, orderBy: [{ field: "SEEN" as const, direction: SortDirection.DESC }] };
  const boxes = ["box0", "box1", "box2", "no-such-box"];
  const pages = await Promise.all(boxes.map((box) => itemsOfBox(context, box, args)));
  const totals = await Promise.all(pages.map((page) => page.totalCount));
  expect(context.database.statements).toBe(3);
  expect(totals).toEqual([19, 19, 19, 0]);
  const alone = await Promise.all(boxes.map((box) => itemsOfBox(newContext(), box, args)));
  expect(pages.map((page) => page.edges)).toEqual(alone.map((page) => page.edges));
  expect(pages.at(-1)?.pageInfo).toEqual({
    hasNextPage: false,
    hasPreviousPage: false,
    startCursor: null,
    endCursor: null,
  });
});

it("keeps its place when rows come and go between two pages", async () => {
  const args = { first: 3, orderBy: [{ field: "DAY" as const, direction: SortDirection.ASC }] };
  const first = await items.page(newContext(), args);
  await dataSource.query("DELETE FROM item WHERE id = $1", [first.nodes[2]?.id]);
  await dataSource.query("INSERT INTO item VALUES (0, 'box0', 1, NULL, '2025-11-13')");
  const second = await items.page(newContext(), { ...args, after: first.pageInfo.endCursor });
  expect([first.nodes, second.nodes].map((nodes) => nodes.map((node) => node.id))).toEqual([
    ["2", "4", "6"],
    ["8", "10", "12"],
  ]);
});

it("counts only what its filter leaves", async () => {
  const page = await items.page(newContext(), { first: 1, filter: { grade: 3 } });
  expect([page.nodes[0]?.grade, await page.totalCount]).toEqual([3, 14]);
});

it("counts in the pass that finds the rows where the definition says so, but for what follows a cursor", async () => {
  const totals = async (grade: number, after: string | null) => {
    const context = newContext();
    const page = await items.page(context, { first: 2, after, filter: { grade } });
    return { total: await page.totalCount, statements: context.database.statements, page };
  };
  const [first, none] = [await totals(2, null), await totals(8, null)];
  const second = await totals(2, first.page.pageInfo.endCursor);
  expect([first, second, none].map(({ total, statements }) => ({ total, statements }))).toEqual([
    { total: 13, statements: 2 },
    { total: 13, statements: 3 },
    { total: 0, statements: 1 },
  ]);
  expect(first.page.nodes.concat(second.page.nodes)).toHaveLength(4);
});

async function walk(orderBy: OrderBy<Field>[], size: number, backwards: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const paging = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
    const page = await items.page(newContext(), { orderBy, ...paging });
    const found = page.nodes.map((node) => node.id);
    ids.splice(backwards ? 0 : ids.length, 0, ...found);
    if (!(backwards ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage)) return ids;
    cursor = backwards ? page.pageInfo.startCursor : page.pageInfo.endCursor;
  }
}

/** The order as plain SQL would give it, without any of our code. */
async function inOrder(orderBy: OrderBy<Field>[]): Promise<string[]> {
  const steps = orderBy.map(({ field, direction }) => `item.${field.toLowerCase()} ${direction} NULLS LAST`);
  const keyDirection = orderBy.at(-1)?.direction ?? "ASC";
  const order = [...(steps.length > 0 ? steps : ["item.day ASC"]), `item.id ${keyDirection}`].join(", ");
  const rows = await dataSource.query<{ id: string }[]>(`SELECT id::text FROM item ORDER BY ${order}`);
  return rows.map((row) => row.id);
}
