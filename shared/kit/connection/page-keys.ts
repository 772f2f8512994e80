import sql, { join, raw, type Sql } from "sql-template-tag";
import type { ConnectionDefinition } from "./connection-definition";
import { decodeCursor, type Position } from "./cursor";
import { afterCondition, type KeysetTerm, orderClause, reversed, sectionsAfter } from "./keyset";
import type { OrderColumn, OrderTerm } from "./order";
import type { Page } from "./page-arguments";

/** A row of a page by its key, and where it stands in the order. */
export interface KeyRow {
  parent: string;
  key: string;
  position: Position;
  /** Rows on all pages together; null when they were not counted. */
  total: number | null;
}

type AnyDefinition = Pick<ConnectionDefinition<unknown, never, never>, "from" | "key">;

/** Statement for a page of the whole list; with `findsAll` all of its rows are found, and counted. */
export function keysOfAll(
  definition: AnyDefinition,
  terms: OrderTerm[],
  page: Page,
  where: Sql,
  findsAll: boolean,
): Sql {
  return keys(definition, terms, page, where, sql`''`, findsAll);
}

/** Statement for the page of each parent. */
export function keysOfEach(
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
  const { reading, start } = readingOf(terms, page);
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

/** The terms as they are read, and after what. */
export function readingOf(terms: OrderTerm[], page: Page): { reading: KeysetTerm[]; start: Position | null } {
  const start =
    page.cursor === null
      ? null
      : decodeCursor(page.cursor, terms, page.backwards ? "before" : "after", page.epoch);
  return { reading: page.backwards ? reversed(terms) : terms, start };
}
