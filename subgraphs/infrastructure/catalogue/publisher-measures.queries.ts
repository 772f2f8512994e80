import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { all } from "../../../shared/kit/filter/conditions";
import { instantOfCatalogue } from "../dataset/catalogue-instant";
import { datasetConditions } from "../dataset/dataset.cube";
import { type CatalogueCounts, countsSql, measuresOf } from "./catalogue-measures";
import type { PublisherMeasures } from "./publisher-measures";

/**
 * Measures of every organization, those without datasets among them, in one statement. `opened` selects those with
 * something on the open data portal, or those with nothing.
 */
export async function findPublisherMeasures(
  context: SubgraphContext,
  filter: CubeFilter | null,
  opened: boolean | null,
  asOf: CalendarDay | null,
): Promise<PublisherMeasures[]> {
  const instant = instantOfCatalogue(context, asOf);
  const selected =
    typeof opened === "boolean" ? sql`(coalesce(counts."openData", 0) > 0) = ${opened}` : sql`TRUE`;
  const rows = await context.database.rows<CatalogueCounts & { publisher: string }>(sql`
    SELECT o.code AS publisher, counts.*
    FROM organization o LEFT JOIN (
      SELECT d.publisher_code, ${countsSql(instant)} FROM ${instant.datasets}
      WHERE ${all(datasetConditions(filter, instant))} GROUP BY 1) counts ON counts.publisher_code = o.code
    WHERE ${selected} ORDER BY o.code`);
  return rows.map((row) => ({ publisher: { code: row.publisher }, stats: measuresOf(row) }));
}
