import sql, { type Sql } from "sql-template-tag";
import type { Database } from "../../database/database";
import { pageOfWalked, type WalkedList, type WalkedRow, walkedKeys } from "./walk-keys";

/** Steps of the first walk: a few milliseconds. A filter that leaves one of eighty rows has filled a page of fifty by then. */
export const stepsOfFirstWalk = 4_000;
/**
 * Steps that take about as long as a unit of PostgreSQL's cost: measured with 1.2 million dossiers in memory, 0.7 to 1 µs a
 * step, and 4 to 6 µs a unit of reading them all.
 */
const stepsOfCost = 3;
/** Rows of a filter come unevenly: so many times the steps that the first walk lets expect. */
const spare = 1.5;
/** What a second walk may cost where the first has met nothing, as a part of finding all. */
const blind = 0.5;
/** What an index finds for so many times the cost of a first walk is found at once: a walk would rarely fill the page. */
const soonFound = 10;

/**
 * The rows of a page and one more, where a walk along the order fills it or comes to its end; undefined where all of the
 * filter's rows are rather found first, by `findAll`. After the first walk PostgreSQL is asked what that costs: its estimate
 * of how many rows a filter leaves may be far off, and with it that of a walk, but reading tables and indexes costs what it says.
 * So a page takes hardly more than the less of both, and never much more than finding all.
 */
export async function walkPage(
  database: Database,
  list: WalkedList,
  findAll: Sql,
  firstSteps = stepsOfFirstWalk,
): Promise<WalkedRow[] | undefined> {
  const { hasIndex = false } = list.walk;
  const asked = hasIndex ? await affordableSteps(database, findAll) : undefined;
  if (asked !== undefined && asked <= firstSteps * soonFound) return undefined;
  const first = pageOfWalked(await database.rows<WalkedRow>(walkedKeys(list, firstSteps)), list.limit);
  if ("page" in first) return first.page;
  const affordable = asked ?? (await affordableSteps(database, findAll));
  const needed =
    first.found > 0 ? Math.ceil((firstSteps * spare * list.limit) / first.found) : affordable * blind;
  const steps = Math.floor(needed);
  if (steps > affordable || steps <= firstSteps) return undefined;
  const second = pageOfWalked(await database.rows<WalkedRow>(walkedKeys(list, steps)), list.limit);
  return "page" in second ? second.page : undefined;
}

/** Steps that take as long as PostgreSQL expects of a statement. */
async function affordableSteps(database: Database, statement: Sql): Promise<number> {
  const explained = await database.row<{ "QUERY PLAN": [{ Plan: { "Total Cost": number } }] }>(
    sql`EXPLAIN (FORMAT JSON) ${statement}`,
  );
  return Math.floor(explained["QUERY PLAN"][0].Plan["Total Cost"] * stepsOfCost);
}
