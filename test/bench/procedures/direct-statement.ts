import { columnNames, layoutOf, microsOf } from "../../../shared/kit/column-store/storage/layout";
import { type Cube, constantName } from "../../../shared/kit/cube/cube";
import type { StatisticsQuery } from "../../../shared/kit/cube/statistics-query";

/**
 * What somebody would ask DuckDB who has the same columns and nothing of ours: counts by group in key order, the first so
 * many. Without gaps filled, totals, or a word on whether there are more.
 */
export function directStatement(
  cube: Cube,
  { groupBy, timeBucket, first }: StatisticsQuery,
  now: Date,
): string {
  const layout = layoutOf(cube);
  const keys = Object.keys(cube.dimensions)
    .filter((name) => groupBy.includes(constantName(name)))
    .map(columnNames.key);
  const day = timeBucket && `'1970-01-01'::DATE + ${columnNames.day(timeBucket.field.toLowerCase())}`;
  const step = timeBucket ? [`date_trunc('${timeBucket.grain.toLowerCase()}', ${day}) AS step`] : [];
  const bit = (flag: string) => `flags & ${2 ** layout.flags.indexOf(flag)} <> 0`;
  const counts = Object.values(cube.counts).map((count) => {
    if (count.kind === "rows") return "count(*)";
    if (count.kind === "sum") return `sum(${columnNames.number(count.number)})`;
    if (count.kind === "flag") return `count(*) FILTER (WHERE ${bit(count.flag)})`;
    return `count(*) FILTER (WHERE ${bit(cube.deadline?.while ?? "")} AND deadline < ${microsOf(now)})`;
  });
  const positions = [...step, ...keys].map((_, at) => at + 1).join(", ");
  const grouped = positions === "" ? "" : `GROUP BY ${positions} ORDER BY ${positions} LIMIT ${first}`;
  return `SELECT ${[...step, ...keys, ...counts].join(", ")} FROM fact ${grouped}`;
}
