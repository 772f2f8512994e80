import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { DataCentre } from "./data-centre";

/** A data centre by its code. */
export const dataCentreByCode = defineLoader<DataCentre, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(DataCentre).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** What the systems in a data centre take of it. */
export interface DataCentreLoad {
  systems: number;
  cpuCores: number;
}

/** The load of a data centre, by its code. */
export const loadByDataCentre = defineLoader<DataCentreLoad, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.rows<DataCentreLoad & { code: string }>(sql`
      SELECT data_centre_code AS code, count(*)::int AS systems, coalesce(sum(cpu_cores), 0)::int AS "cpuCores"
      FROM it_system WHERE data_centre_code = ANY(${[...codes]}) GROUP BY 1`);
    const loads = mapByKey(rows, (row) => row.code);
    return new Map(codes.map((code) => [code, loads.get(code) ?? { systems: 0, cpuCores: 0 }]));
  },
);
