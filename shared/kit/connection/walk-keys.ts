import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Position } from "./cursor";
import { type KeysetTerm, orderClause, type Section, sectionsAfter } from "./keyset";
import type { OrderColumn } from "./order";

/** How PostgreSQL walks a list in its order for the rows of a filter: what of the filter keeps to an index of that order. */
export interface PageWalk {
  /** Follow from the filter, and are answered by the index that is walked or by which partitions there are. */
  along: Sql[];
  /** Which rows of the filter `along` leaves out all the same: few, and found by an index. Absent: none. */
  beside?: Sql | undefined;
  /** Whether an index of another order finds the filter's rows: what that costs is then asked before anything is walked. */
  hasIndex?: boolean;
}

/** The source of rows, whose FROM names one table with an alias, and what is asked of it. */
export interface WalkedList {
  from: Sql;
  /** The alias of `from`, under which conditions and terms name its columns. */
  alias: Sql;
  key: OrderColumn;
  /** The order in which it is read. */
  terms: KeysetTerm[];
  start: Position | null;
  /** The whole filter. */
  where: Sql;
  walk: PageWalk;
  /** Rows of the page, and one more. */
  limit: number;
}

/** A row of the page, or the last one that was walked. */
export interface WalkedRow {
  parent: string;
  key: string;
  position: Position;
  total: null;
  matches: boolean;
  isLast: boolean;
}

/**
 * Statement for the keys of a page, of the first `steps` rows of the order alone: those among them that the filter leaves.
 * Where these are rare PostgreSQL would walk its index to the far end, for it takes every condition to be met evenly along
 * an order, and conditions to be independent of one another. Whether enough was walked is told by `pageOfWalked`.
 *
 * Rows stream: the walk ends with the last row of the page. They are numbered, and the one with the number of the last step
 * is given whether it matches or not. (Numbered without an order of its own, PostgreSQL forgets the one that they come in,
 * and walks to the last step to sort them.)
 */
export function walkedKeys(list: WalkedList, steps: number): Sql {
  const { terms, start, key, limit } = list;
  const columns = join(terms.map((term, at) => sql`${term.sql} AS ${raw(`term_${at}`)}`));
  const named = orderClause(terms.map((term, at) => ({ ...term, sql: raw(`term_${at}`) })));
  const sections = sectionsAfter(terms, start);
  const along = sections.map((section, at) => {
    const isReached =
      at === 0
        ? sql``
        : sql` AND (SELECT count(*) FILTER (WHERE matches) < ${limit} AND NOT coalesce(bool_or(is_last), FALSE)
            FROM along_${raw(String(at - 1))})`;
    return sql`along_${raw(String(at))} AS MATERIALIZED (${walked(list, section, steps, { at, columns, isReached })})`;
  });
  const names = sections.map((_, at) => raw(`along_${at}`));
  const beside = sections.map((section, at) => besideKeys(list, section, { at, columns }));
  const all = [
    ...names.map((name) => sql`SELECT * FROM ${name}`),
    ...beside.filter((one) => one !== undefined),
  ];
  const position = join(terms.map((_, at) => sql`term_${raw(String(at))}::text`));
  return sql`
    WITH ${join(along)}
    SELECT '' AS parent, key::text AS key, ARRAY[${position}] AS position, NULL::int AS total, matches, is_last AS "isLast"
    FROM (${join(all, " UNION ALL ")}) AS page_rows ORDER BY section, ${named}`;

  function walked(
    { from, alias, where, walk }: WalkedList,
    section: Section,
    most: number,
    { at, columns, isReached }: { at: number; columns: Sql; isReached: Sql },
  ): Sql {
    const order = orderClause(section.terms);
    return sql`
      SELECT ${at}::int AS section, ${key.sql} AS key, ${columns}, (${where}) IS TRUE AS matches,
        step = ${most}::int AS is_last
      FROM (
        SELECT ${alias}.*, row_number() OVER (ORDER BY ${order}) AS step FROM (
          SELECT ${alias}.* FROM ${from} WHERE ${join([section.where, ...walk.along], " AND ")}${isReached}
          ORDER BY ${order} LIMIT ${most}) AS ${alias}) AS ${alias}
      WHERE (${where}) OR step = ${most}::int ORDER BY ${order} LIMIT ${limit}`;
  }
}

/** The rows of the filter beside those that are walked. */
function besideKeys(
  { from, key, where, walk, limit }: WalkedList,
  section: Section,
  { at, columns }: { at: number; columns: Sql },
): Sql | undefined {
  return (
    walk.beside &&
    sql`(SELECT ${at}::int AS section, ${key.sql} AS key, ${columns}, TRUE AS matches, FALSE AS is_last FROM ${from}
      WHERE ${walk.beside} AND ${where} AND ${section.where} ORDER BY ${orderClause(section.terms)} LIMIT ${limit})`
  );
}

/** What a walk has come to: the rows of the page, or how many of it there were so far. */
export function pageOfWalked<Row extends WalkedRow>(
  rows: readonly Row[],
  limit: number,
): { page: Row[] } | { found: number } {
  const last = rows.findIndex(({ isLast }) => isLast);
  // What comes behind the last step is of what was not walked to its end.
  const sure = (last < 0 ? rows : rows.slice(0, last + 1)).filter(({ matches }) => matches);
  return last < 0 || sure.length >= limit ? { page: sure.slice(0, limit) } : { found: sure.length };
}
