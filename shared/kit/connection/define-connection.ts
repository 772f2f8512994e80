import sql, { join, raw, type Sql } from "sql-template-tag";
import type { SubgraphContext } from "../context/context";
import { readKept } from "../kept-rows/read-kept";
import { defineLoader, groupByKey } from "../loader/loaders";
import type { ConnectionArguments, ConnectionDefinition, NodeByKey } from "./connection-definition";
import type { Connection } from "./connection-type";
import { encodeCursor, type Position } from "./cursor";
import { findPage } from "./find-page";
import { type OrderColumn, type OrderTerm, orderTerms } from "./order";
import { maxPageSize, type Page, readPage } from "./page-arguments";
import { type KeyRow, keysOfEach } from "./page-keys";

/**
 * Keyset pages of a list: a page at any depth costs the same, and rows that come or go between two pages move
 * no other row. A page is two statements, one for the keys and one for the rows; a page for each of many
 * parents is two statements as well.
 */
export function defineConnection<Node, Filter, OrderField extends string>(
  definition: ConnectionDefinition<Node, Filter, OrderField>,
) {
  type Arguments = ConnectionArguments<Filter, OrderField>;

  const inEpoch = async (page: Page, context: SubgraphContext): Promise<Page> =>
    definition.epoch ? { ...page, epoch: await definition.epoch(context) } : page;

  /** A page of the whole list. */
  async function page(context: SubgraphContext, args: Arguments): Promise<Connection<Node>> {
    const { terms, where, page: planned } = plan(definition, context, args);
    const page = await inEpoch(planned, context);
    const { rows, total } = await findPage(definition, context, { terms, where, page, filter: args.filter });
    const count = async () => {
      if (total !== undefined) return total;
      const counting = sql`SELECT count(*)::int AS count FROM ${definition.from} WHERE ${where}`;
      const [counted] = await readKept<{ count: number }>(context, definition.keptOf, counting);
      return counted?.count ?? 0;
    };
    const { node } = definition;
    // A page of a table: its rows are read at once, and nobody asks for them again.
    const nodes =
      page.size > maxPageSize && typeof node !== "function"
        ? await context.loadAll(
            node,
            rows.slice(0, page.size).map(({ key }) => key),
          )
        : undefined;
    if (nodes) return connectionOf(rows, terms, page, (key) => nodes.get(key), count);
    const loaded =
      typeof node === "function"
        ? await loadNodes(rows, page, node(args.filter, context))
        : await loadRows(rows, page, (keys) => context.loadEach(node, keys, undefined));
    return connectionOf(rows, terms, page, (key) => loaded.get(key), count);
  }

  /**
   * Makes the function that gives each parent its own page: of the rows whose `parent` column, of this type, is its
   * key.
   */
  function pageWithin(parent: Sql, type: OrderColumn["type"] = "text") {
    const counts = defineLoader<number, Arguments, SubgraphContext>(async (parents, context, args) => {
      const { where } = plan(definition, context, args);
      const rows = await context.database.rows<{ parent: string; count: number }>(sql`
        SELECT ${parent}::text AS parent, count(*)::int AS count FROM ${definition.from}
        WHERE ${parent} = ANY(${[...parents]}::${raw(type)}[]) AND ${where} GROUP BY 1`);
      return new Map(rows.map((row) => [row.parent, row.count]));
    });
    const pages = defineLoader<Connection<Node>, Arguments, SubgraphContext>(
      async (parents, context, args) => {
        const { terms, where, page: planned } = plan(definition, context, args);
        const page = await inEpoch(planned, context);
        const read = (some: readonly string[]) =>
          context.database.rows<KeyRow>(keysOfEach(definition, terms, page, where, { parent, type }, some));
        const rows = await readInPortions(context, parents, page.size, read);
        const groups = groupByKey(parents, rows, (row) => row.parent);
        const node = nodeByKey(definition, context, args.filter);
        const connections = [...groups].map(async ([key, rows]) => {
          const count = async () => (await context.load(counts, key, args)) ?? 0;
          const loaded = await loadNodes(rows, page, node);
          return [key, connectionOf(rows, terms, page, (each) => loaded.get(each), count)] as const;
        });
        return new Map(await Promise.all(connections));
      },
    );
    return async (context: SubgraphContext, key: string, args: Arguments): Promise<Connection<Node>> => {
      const connection = await context.load(pages, key, args);
      if (connection === undefined) throw new Error(`Expected a page for the parent ${key}.`);
      return connection;
    };
  }

  return { page, pageWithin };
}

function plan<Node, Filter, OrderField extends string>(
  definition: ConnectionDefinition<Node, Filter, OrderField>,
  context: SubgraphContext,
  args: ConnectionArguments<Filter, OrderField>,
) {
  const columns =
    typeof definition.columns === "function" ? definition.columns(args.filter, context) : definition.columns;
  const terms = orderTerms(columns, definition.key, args.orderBy, definition.fallbackOrder);
  const where = join([sql`TRUE`, ...definition.conditions(args.filter, context)], " AND ");
  return { terms, page: readPage(args, context), where };
}

function nodeByKey<Node, Filter>(
  { node }: Pick<ConnectionDefinition<Node, Filter, never>, "node">,
  context: SubgraphContext,
  filter: Filter | null | undefined,
): NodeByKey<Node> {
  return typeof node === "function" ? node(filter, context) : (key) => context.load(node, key);
}

/** Most rows of one statement: pages of all parents of a batch together could be more than memory holds. */
const rowsPerStatement = 20_000;

/** One statement, unless its rows could be very many; none of those that would be more than the request may have. */
async function readInPortions(
  { work }: SubgraphContext,
  parents: readonly string[],
  pageSize: number,
  read: (parents: readonly string[]) => Promise<KeyRow[]>,
): Promise<KeyRow[]> {
  const portion = Math.floor(rowsPerStatement / (pageSize + 1));
  if (parents.length <= portion) return read(parents);
  const rows: KeyRow[] = [];
  for (let start = 0; start < parents.length; start += portion) {
    for (const row of await read(parents.slice(start, start + portion))) rows.push(row);
    work.requireRoom(rows.length);
  }
  return rows;
}

async function loadNodes<Node>(
  rows: readonly KeyRow[],
  page: Page,
  node: NodeByKey<Node>,
): Promise<Map<string, Node | undefined>> {
  return loadRows(rows, page, (keys) => Promise.all(keys.map(node)));
}

async function loadRows<Node>(
  rows: readonly KeyRow[],
  page: Page,
  load: (keys: string[]) => Promise<(Node | undefined)[]>,
): Promise<Map<string, Node | undefined>> {
  const keys = rows.slice(0, page.size).map(({ key }) => key);
  const nodes = await load(keys);
  return new Map(keys.map((key, at) => [key, nodes[at]]));
}

function connectionOf<Node>(
  read: readonly KeyRow[],
  terms: OrderTerm[],
  page: Page,
  nodeOf: (key: string) => Node | undefined,
  count: () => Promise<number>,
): Connection<Node> {
  const more = read.length > page.size;
  const inReadingOrder = read.slice(0, page.size);
  const rows = page.backwards ? inReadingOrder.reverse() : inReadingOrder;
  // A row deleted between the two statements is left out, as it would be a moment later.
  const found = rows.flatMap(({ key, position }) => {
    const node = nodeOf(key);
    return node === undefined ? [] : [{ node, position }];
  });
  const cursorOf = (position: Position) => encodeCursor(position, terms, page.epoch);
  const [first, last] = [found.at(0), found.at(-1)];
  const beyondCursor = page.cursor !== null;
  return {
    // A cursor takes as long to write as a row of some columns to read.
    get edges() {
      return found.map(({ node, position }) => ({ node, cursor: cursorOf(position) }));
    },
    nodes: found.map(({ node }) => node),
    pageInfo: {
      hasNextPage: page.backwards ? beyondCursor : more,
      hasPreviousPage: page.backwards ? more : beyondCursor,
      startCursor: first ? cursorOf(first.position) : null,
      endCursor: last ? cursorOf(last.position) : null,
    },
    get totalCount() {
      return count();
    },
  };
}
