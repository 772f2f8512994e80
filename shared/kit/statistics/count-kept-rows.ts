import { dayOf } from "../../base/clock/calendar-day";
import { countRows } from "../cube/count-rows";
import type { Cube } from "../cube/cube";
import type { StatisticsContext } from "../cube/statistics-context";
import type { FoundGroups, StatisticsQuery } from "../cube/statistics-query";

/**
 * Counts the rows of a cube in PostgreSQL, or gives what was counted since anything of the subgraph was written last. Only
 * counts as of a day are kept, which no deadline changes any more: those of now are another each instant. Nobody changes
 * what it gives: many requests get the same groups.
 */
export async function countKeptRows(
  cube: Cube,
  query: StatisticsQuery,
  { database, now, keptRows }: StatisticsContext,
): Promise<FoundGroups> {
  const count = () => countRows(database, cube, query, now);
  // A transaction sees what it has written itself.
  const kept = query.asOf == null || database.isTransaction ? undefined : await keptRows?.();
  if (!kept) return count();
  const name = `${cube.name} ${dayOf(now)} ${JSON.stringify(query)}`;
  const read = async () => new Map([["counts", await count()]]);
  const rowsOf = ({ groups }: FoundGroups) => groups.length;
  const { counts } = Object.fromEntries(await kept.values({ name, tables: "any", read, rowsOf }, ["counts"]));
  return counts ?? count();
}
