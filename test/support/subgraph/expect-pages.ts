import fc from "fast-check";
import { foldText } from "../../../shared/base/text/fold-text";
import type { TestSubgraph } from "./subgraph-harness";

/** A connection that is to be read to its end. */
export interface PagedList {
  field: string;
  /** The type whose rows it has, whose orders are `<type>Order`. */
  type: string;
  /** What each of its orders shows of a row. */
  orders: Record<string, string>;
  /** What tells its rows apart. */
  key?: string;
  /** The query that selects it, where that is not the root: `text` selects the connection. */
  within?: (text: string) => string;
}

type Row = Record<string, string | number | null>;

interface OrderBy {
  field: string;
  direction: "ASC" | "DESC";
}

interface Page {
  totalCount: number;
  nodes: Row[];
  edges: { cursor: string; node: Row }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * Walks a list in random orders with pages of random sizes: every row once, in the order that was asked for, and the
 * same from either end. Gives the number of its rows.
 */
export async function expectPages(subgraph: TestSubgraph, list: PagedList): Promise<number> {
  const total = (await readPage(subgraph, list, { first: 1 })).totalCount;
  const order = fc.record({
    field: fc.constantFrom(...Object.keys(list.orders)),
    direction: fc.constantFrom("ASC" as const, "DESC" as const),
  });
  const orders = fc.uniqueArray(order, { selector: ({ field }) => field, minLength: 1, maxLength: 3 });
  const sizes = fc.integer({ min: Math.max(1, Math.ceil(total / 5)), max: Math.min(200, total + 1) });
  await fc.assert(
    fc.asyncProperty(orders, sizes, async (orderBy, size) => {
      const rows = await walk(subgraph, list, { orderBy, size, backwards: false });
      expect(new Set(rows.map((row) => row.key)).size).toBe(total);
      expect(rows).toHaveLength(total);
      expect(rows).toEqual(rows.toSorted(inOrder(orderBy)));
      expect(await walk(subgraph, list, { orderBy, size, backwards: true })).toEqual(rows);
    }),
    { numRuns: 8 },
  );
  return total;
}

async function walk(
  subgraph: TestSubgraph,
  list: PagedList,
  { orderBy, size, backwards }: { orderBy: OrderBy[]; size: number; backwards: boolean },
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null = null; ; ) {
    const paging = backwards ? { last: size, before: cursor } : { first: size, after: cursor };
    const { nodes, edges, pageInfo } = await readPage(subgraph, list, { orderBy, ...paging });
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect([pageInfo.startCursor, pageInfo.endCursor]).toEqual([
      edges.at(0)?.cursor ?? null,
      edges.at(-1)?.cursor ?? null,
    ]);
    rows.splice(backwards ? 0 : rows.length, 0, ...nodes);
    if (!(backwards ? pageInfo.hasPreviousPage : pageInfo.hasNextPage)) return rows;
    cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

async function readPage(subgraph: TestSubgraph, list: PagedList, variables: object): Promise<Page> {
  const { field, type, orders, key = "code", within = (text) => `{ ${text} }` } = list;
  const row = `{ key: ${key} ${Object.entries(orders).map(([name, shown]) => `${name}: ${shown}`)} }`;
  const connection = `page: ${field}(orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes ${row} edges { cursor node ${row} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
  const { data, errors } = await subgraph.execute(
    `query ($orderBy: [${type}Order!], $first: Int, $after: String, $last: Int, $before: String) ${within(connection)}`,
    { ...variables },
  );
  expect(errors).toEqual([]);
  const page = findPage(data);
  if (page === undefined) throw new Error(`Expected a page of ${field}; got ${JSON.stringify(data)}.`);
  return page;
}

/** The connection, however deep in the answer it is. */
function findPage(value: unknown): Page | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if ("page" in value) return value.page as Page;
  return Object.values(value)
    .map(findPage)
    .find((found) => found !== undefined);
}

/** Rows without a value come last in either direction; names are compared without accents and case. */
function inOrder(orderBy: OrderBy[]) {
  return (left: Row, right: Row): number => {
    for (const { field, direction } of orderBy) {
      const [a, b] = [left, right].map((row) => compared(field, row[field] ?? null));
      if (a === b) continue;
      if (a == null) return 1;
      if (b == null) return -1;
      return a < b === (direction === "ASC") ? -1 : 1;
    }
    return 0;
  };
}

function compared(field: string, value: string | number | null): string | number | null {
  return /^(NAME|TITLE)$/.test(field) && typeof value === "string" ? foldText(value) : value;
}
