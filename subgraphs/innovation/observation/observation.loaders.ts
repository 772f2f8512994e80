import sql from "sql-template-tag";
import { In } from "typeorm";
import { defineLoader, isBigintKey, mapByKey } from "../../../shared/loader/loaders";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Observation } from "./observation";
import { preferredObservation } from "./preferred-observation";

/** An observation by its id. */
export const observationById = defineLoader<Observation, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Observation).findBy({ id: In(ids.filter(isBigintKey)) });
  return mapByKey(rows, (row) => row.id);
});

/** Id of the preferred observation of an indicator in an area, by the indicator's code. */
export const latestByIndicator = defineLoader<string, { area: string | null }, SubgraphContext>(
  async (codes, { database }, { area }) => {
    const rows = await database.rows<{ code: string; id: string }>(sql`
      SELECT asked.code, preferred.id FROM unnest(${[...codes]}::text[]) AS asked(code)
      CROSS JOIN LATERAL (${preferredObservation(sql`asked.code`, area)}) AS preferred`);
    return new Map(rows.map(({ code, id }) => [code, id]));
  },
);
