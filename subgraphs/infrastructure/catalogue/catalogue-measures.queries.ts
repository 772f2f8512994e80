import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { all } from "../../../shared/filter/conditions";
import type { CubeFilter } from "../../../shared/statistics/question";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { momentOf } from "../dataset/catalogue-moment";
import { datasetConditions } from "../dataset/dataset.cube";
import { type CatalogueCounts, type CatalogueMeasures, countsSql, measuresOf } from "./catalogue-measures";

/** Measures of all datasets of a filter, in one statement. */
export async function findCatalogueMeasures(
  context: SubgraphContext,
  filter: CubeFilter | null,
  asOf: CalendarDay | null,
): Promise<CatalogueMeasures> {
  const moment = momentOf(context, asOf);
  const counts = await context.database.row<CatalogueCounts>(sql`
    SELECT ${countsSql(moment)} FROM ${moment.datasets} WHERE ${all(datasetConditions(filter, moment))}`);
  return measuresOf(counts);
}
