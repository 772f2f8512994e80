import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { FormerUnit } from "./former-unit";

/** A former unit by the code that it had. */
export const formerUnitByCode = defineLoader<FormerUnit, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(FormerUnit).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** The former units of which a unit of today has all or a part, in order of their codes, by its code. */
export const formerUnitsBySuccessor = defineLoader<FormerUnit[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.rows<FormerUnit & { successor: string }>(sql`
      SELECT f.code, f.name_vi AS "nameVi", f.name_en AS "nameEn", f.kind, f.district,
        f.successor_codes AS "successorCodes", successor
      FROM former_unit f, LATERAL unnest(f.successor_codes) AS successor
      WHERE f.successor_codes && ${[...codes]}::text[] AND successor = ANY(${[...codes]}) ORDER BY f.code`);
    return groupByKey(codes, rows, (row) => row.successor);
  },
);
