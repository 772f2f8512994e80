import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { all } from "../../../shared/kit/filter/conditions";
import { instantOfCatalogue } from "../dataset/catalogue-instant";
import { datasetConditions } from "../dataset/dataset.cube";
import { type CatalogueCounts, type CatalogueMeasures, countsSql, measuresOf } from "./catalogue-measures";

/** Measures of all datasets of a filter, in one statement. */
export async function findCatalogueMeasures(
  context: SubgraphContext,
  filter: CubeFilter | null,
  asOf: CalendarDay | null,
): Promise<CatalogueMeasures> {
  const instant = instantOfCatalogue(context, asOf);
  const counts = await context.database.row<CatalogueCounts>(sql`
    SELECT ${countsSql(instant)} FROM ${instant.datasets} WHERE ${all(datasetConditions(filter, instant))}`);
  return measuresOf(counts);
}
