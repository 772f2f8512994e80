import sql from "sql-template-tag";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, isBigintKey, mapByKey } from "../../../shared/kit/loader/loaders";
import type { Observation } from "./observation";
import { preferredObservation } from "./preferred-observation";

/** An observation by its id. In SQL, for TypeORM took three times as long to make a few hundred rows into objects. */
export const observationById = defineLoader<Observation, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.rows<Observation>(sql`
    SELECT id, indicator_code AS "indicatorCode", area_code AS "areaCode", organization_code AS "organizationCode",
      period, period_start AS "periodStart", period_end AS "periodEnd", value, qualifier, status,
      source_id AS "sourceId", note, published_at AS "publishedAt", recorded_at AS "recordedAt", revision,
      supersedes_id AS "supersedesId", superseded_at AS "supersededAt", origin
    FROM observation WHERE id = ANY(${ids.filter(isBigintKey)}::bigint[])`);
  return mapByKey(rows, (row) => row.id);
});

/** Id of the preferred observation of an indicator in a unit, by the indicator's code. */
export const latestByIndicator = defineLoader<string, { unit: string | null }, SubgraphContext>(
  async (codes, { database }, { unit }) => {
    const rows = await database.rows<{ code: string; id: string }>(sql`
      SELECT requested.code, preferred.id FROM unnest(${[...codes]}::text[]) AS requested(code)
      CROSS JOIN LATERAL (${preferredObservation(sql`requested.code`, unit)}) AS preferred`);
    return new Map(rows.map(({ code, id }) => [code, id]));
  },
);
