import sql from "sql-template-tag";
import { defineLoader, mapByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { instantOf } from "../dataset/instant-of";
import { type CatalogueCounts, type CatalogueMeasures, countsSql, measuresOf } from "./catalogue-measures";

/** Measures of the datasets that an organization publishes, by its code; of none for one that publishes none. */
export const measuresByPublisher = defineLoader<CatalogueMeasures, void, SubgraphContext>(
  async (codes, context) => {
    const rows = await context.database.rows<CatalogueCounts & { publisher: string }>(sql`
      SELECT d.publisher_code AS publisher, ${countsSql(instantOf(context))} FROM dataset d
      WHERE d.publisher_code = ANY(${[...codes]}) GROUP BY 1`);
    const counted = mapByKey(rows, (row) => row.publisher);
    return new Map(codes.map((code) => [code, measuresOf(counted.get(code))]));
  },
);
