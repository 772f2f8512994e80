import sql from "sql-template-tag";
import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Bottleneck } from "./bottleneck";

/** A bottleneck by its code. */
export const bottleneckByCode = defineLoader<Bottleneck, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(Bottleneck).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** Codes of the organizations that have to act on a bottleneck, in order, by its code. */
export const organizationsByBottleneck = defineLoader<string[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.rows<{ bottleneck: string; organization: string }>(sql`
      SELECT bottleneck_code AS bottleneck, organization_code AS organization FROM bottleneck_organization
      WHERE bottleneck_code = ANY(${[...codes]}) ORDER BY 1, 2`);
    const groups = groupByKey(codes, rows, (row) => row.bottleneck);
    return new Map([...groups].map(([code, group]) => [code, group.map((row) => row.organization)]));
  },
);
