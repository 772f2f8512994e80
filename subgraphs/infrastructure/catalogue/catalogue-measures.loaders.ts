import sql from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { instantOfCatalogue } from "../dataset/catalogue-instant";
import { type CatalogueCounts, type CatalogueMeasures, countsSql, measuresOf } from "./catalogue-measures";

/** Measures of the datasets that an organization publishes, by its code; of none for one that publishes none. */
export const measuresByPublisher = defineLoader<
  CatalogueMeasures,
  { asOf: CalendarDay | null },
  SubgraphContext
>(async (codes, context, { asOf }) => {
  const instant = instantOfCatalogue(context, asOf);
  const rows = await context.database.rows<CatalogueCounts & { publisher: string }>(sql`
      SELECT d.publisher_code AS publisher, ${countsSql(instant)} FROM ${instant.datasets}
      WHERE d.publisher_code = ANY(${[...codes]}) GROUP BY 1`);
  const counted = mapByKey(rows, (row) => row.publisher);
  return new Map(codes.map((code) => [code, measuresOf(counted.get(code))]));
});
