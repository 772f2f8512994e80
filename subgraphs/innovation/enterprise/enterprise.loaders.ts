import sql from "sql-template-tag";
import { In } from "typeorm";
import { defineLoader, groupByKey, isBigintKey, mapByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { cityCode } from "../administrative-unit/administrative-unit";
import { Enterprise } from "./enterprise";
import { type EnterpriseMeasures, type KindsCount, measuresOf } from "./enterprise-measures";

/** An enterprise by its id. */
export const enterpriseById = defineLoader<Enterprise, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Enterprise).findBy({ id: In(ids.filter(isBigintKey)) });
  return mapByKey(rows, (row) => row.id);
});

/** Measures of the enterprises in a unit, by its code; of the city, of all enterprises, in whatever unit. */
export const enterpriseMeasuresByUnit = defineLoader<EnterpriseMeasures, void, SubgraphContext>(
  async (units, { database }) => {
    const rows = await database.rows<KindsCount & { unit: string }>(sql`
      SELECT CASE dimension WHEN 'ALL' THEN ${cityCode} ELSE key END AS unit, kind_set AS "kindSet", enterprises,
        innovating, published, synthetic
      FROM enterprise_tally
      WHERE (dimension = 'UNIT' AND key = ANY(${[...units]})) OR (dimension = 'ALL' AND ${units.includes(cityCode)})`);
    const byUnit = groupByKey(units, rows, (row) => row.unit);
    return new Map([...byUnit].map(([unit, counts]) => [unit, measuresOf(counts)]));
  },
);
