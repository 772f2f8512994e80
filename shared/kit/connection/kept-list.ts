import type { Sql } from "sql-template-tag";
import type { KeepsRows } from "../kept-rows/keeps-rows";
import { readKept } from "../kept-rows/read-kept";
import { decodeCursor, type Position } from "./cursor";
import type { OrderTerm } from "./order";
import type { Page } from "./page-arguments";

/** Longer lists are read page by page. */
const mostRows = 1_000;

interface Placed {
  position: Position;
}

/**
 * All rows of a list in one of its orders, kept until one of its tables is written to: any page of it, of any size and from
 * either end, is a part of them. `statement` gives that many rows of its beginning. Undefined where nothing is kept, or the
 * list is long.
 */
export async function readKeptList<Row extends object>(
  context: KeepsRows,
  tables: readonly string[] | undefined,
  statement: (rows: number) => Sql,
): Promise<readonly Row[] | undefined> {
  if (!tables || !(await context.keptRows())) return undefined;
  const rows = await readKept<Row>(context, tables, statement(mostRows + 1));
  return rows.length > mostRows ? undefined : rows;
}

/**
 * The rows of a page in the order it is read, and one more, which shows whether rows follow. Undefined where the row of its
 * cursor is not there any more. Throws INVALID_CURSOR.
 */
export function pageOfList<Row extends Placed>(
  list: readonly Row[],
  terms: OrderTerm[],
  { cursor, backwards, size, epoch }: Page,
): Row[] | undefined {
  const reading = backwards ? list.toReversed() : list;
  if (cursor === null) return reading.slice(0, size + 1);
  const start = decodeCursor(cursor, terms, backwards ? "before" : "after", epoch);
  const at = reading.findIndex(({ position }) => position.every((value, term) => value === start[term]));
  return at < 0 ? undefined : reading.slice(at + 1, at + 2 + size);
}
