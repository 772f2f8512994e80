import sql from "sql-template-tag";
import { all } from "../../../shared/filter/conditions";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { type DatasetFilter, datasetConditions } from "../dataset/dataset.inputs";
import { instantOf } from "../dataset/instant-of";
import { type CatalogueCounts, type CatalogueMeasures, countsSql, measuresOf } from "./catalogue-measures";

/** Measures of all datasets of a filter, in one statement. */
export async function findCatalogueMeasures(
  context: SubgraphContext,
  filter: DatasetFilter | null,
): Promise<CatalogueMeasures> {
  const now = instantOf(context);
  const counts = await context.database.row<CatalogueCounts>(sql`
    SELECT ${countsSql(now)} FROM dataset d WHERE ${all(datasetConditions(filter, now))}`);
  return measuresOf(counts);
}
