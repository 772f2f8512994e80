import sql, { join, raw, type Sql } from "sql-template-tag";
import type { SubgraphContext, SubgraphLoader } from "../context/context";
import { readKept } from "../kept-rows/read-kept";
import { defineLoader, groupByKey } from "../loader/loaders";
import type { Connection } from "./connection-type";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import { pageOfList, readKeptList } from "./kept-list";
import { afterCondition, type KeysetTerm, orderClause, reversed, sectionsAfter } from "./keyset";
import { type OrderBy, type OrderColumn, type OrderTerm, orderTerms } from "./order";
import { maxPageSize, type Page, type PageArguments, readPage } from "./page-arguments";

/** A list that is read in pages: where its rows are, how they are filtered and ordered, what a row becomes. */
export interface ConnectionDefinition<Node, Filter, OrderField extends string> {
  /** What follows FROM, with aliases, e.g. sql`task t`. */
  from: Sql;
  /** The primary key, which is also the key of `node`. Its cast to text must give the loader's key. */
  key: OrderColumn;
  /** What it can be ordered by: a function where that depends on the arguments, such as a day. */
  columns: ByRequest<Filter, Record<OrderField, OrderColumn>> | Record<OrderField, OrderColumn>;
  fallbackOrder: OrderBy<OrderField>[];
  conditions: ByRequest<Filter, Sql[]>;
  /**
   * Whether a filter's rows are all found before they are ordered, and counted in that pass; by default not. Without
   * it PostgreSQL walks an index in the list's order and hopes to meet enough rows soon, which for a search may be
   * at the far end. Wrong where a filter leaves most rows.
   */
  findsAll?(filter: Filter | null | undefined): boolean;
  /** All tables that its statements read, where these depend on nothing else: a list that is not long is kept between changes. */
  keptOf?: readonly string[];
  /** Where positions in the order are valid only for a time: an id of that time. Cursors of another one are refused. */
  epoch?(context: SubgraphContext): Promise<string>;
  /** What a row becomes, by its key: a function where that, too, depends on the arguments. */
  node: ByRequest<Filter, NodeByKey<Node>> | SubgraphLoader<Node>;
}

/** What follows from the filter, the viewer and the time. */
type ByRequest<Filter, Value> = (filter: Filter | null | undefined, context: SubgraphContext) => Value;

type NodeByKey<Node> = (key: string) => Promise<Node | undefined>;

/** The arguments of a connection field. */
export interface ConnectionArguments<Filter, OrderField extends string> extends PageArguments {
  filter?: Filter | null;
  orderBy?: OrderBy<OrderField>[] | null;
}

interface KeyRow {
  parent: string;
  key: string;
  position: Position;
  /** Rows on all pages together; null when they were not counted. */
  total: number | null;
}

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
    const findsAll = definition.findsAll?.(args.filter) ?? false;
    const ofPage = (one: Page) => keysOfAll(definition, terms, one, where, findsAll);
    const beginning = (size: number) => ofPage({ size: size - 1, backwards: false, cursor: null });
    const list = await readKeptList<KeyRow>(context, definition.keptOf, beginning);
    const rows =
      (list && pageOfList(list, terms, page)) ??
      (await readKept<KeyRow>(context, definition.keptOf, ofPage(page)));
    const count = async () => {
      if (list) return list.length;
      // Behind a cursor stand only some of the rows.
      if (findsAll && page.cursor === null) return rows[0]?.total ?? 0;
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

type AnyDefinition = Pick<ConnectionDefinition<unknown, never, never>, "from" | "key">;

function keysOfAll(
  definition: AnyDefinition,
  terms: OrderTerm[],
  page: Page,
  where: Sql,
  findsAll: boolean,
): Sql {
  return keys(definition, terms, page, where, sql`''`, findsAll);
}

function keysOfEach(
  definition: AnyDefinition,
  terms: OrderTerm[],
  page: Page,
  where: Sql,
  { parent, type }: { parent: Sql; type: OrderColumn["type"] },
  parents: readonly string[],
): Sql {
  const isOfParent = sql`${where} AND ${parent} = parents.key::${raw(type)}`;
  const within = keys(definition, terms, page, isOfParent, sql`parents.key`);
  return sql`
    SELECT page.* FROM unnest(${[...parents]}::text[]) AS parents(key) CROSS JOIN LATERAL (${within}) AS page`;
}

/**
 * Statement for the keys of a page in the order it is read, and one more, which shows whether rows follow. The texts
 * are made of the page's rows only: in the select list of the statement with ORDER BY they would be made of every row
 * before it is sorted, which for a long list takes longer than the rest.
 */
function keys(
  { from, key }: AnyDefinition,
  terms: OrderTerm[],
  page: Page,
  where: Sql,
  parent: Sql,
  findsAll = false,
): Sql {
  const reading = page.backwards ? reversed(terms) : terms;
  const start =
    page.cursor === null
      ? null
      : decodeCursor(page.cursor, terms, page.backwards ? "before" : "after", page.epoch);
  const columns = join(terms.map((term, at) => sql`${term.sql} AS ${raw(`term_${at}`)}`));
  const position = join(terms.map((_, at) => sql`term_${raw(String(at))}::text`));
  // By the names of the columns: what a term costs is then spent once.
  const named = (of: KeysetTerm[]) =>
    orderClause(of.map((term, at) => ({ ...term, sql: raw(`term_${at}`) })));
  const total = findsAll ? sql`(count(*) OVER ())::int` : sql`NULL::int`;
  // Counting them is what makes PostgreSQL find them all, in one piece.
  const sections = findsAll
    ? [{ where: start === null ? sql`TRUE` : afterCondition(reading, start), terms: reading }]
    : sectionsAfter(reading, start);
  const limit = page.size + 1;
  const rows = sections.map(
    (section, at) => sql`
      SELECT ${at}::int AS section, ${key.sql} AS key, ${columns}, ${total} AS total FROM ${from}
      WHERE ${where} AND ${section.where}${at === 0 ? sql`` : sql` AND (SELECT count(*) FROM section_0) < ${limit}`}
      ORDER BY ${named(section.terms)} LIMIT ${limit}`,
  );
  const [first = sql``, second] = rows;
  const pageRows = second
    ? sql`
      WITH section_0 AS MATERIALIZED (${first}), section_1 AS MATERIALIZED (${second})
      SELECT * FROM section_0 UNION ALL SELECT * FROM section_1
      ORDER BY section, ${named(reading)} LIMIT ${limit}`
    : first;
  return sql`
    SELECT ${parent}::text AS parent, key::text AS key, ARRAY[${position}] AS position, total
    FROM (${pageRows}) AS page_rows`;
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
