import { ArrayOverlap, In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Organization } from "./organization";

/** An organization by its code. */
export const organizationByCode = defineLoader<Organization, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(Organization).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** The organizations right below one, by its code, in order of their codes. */
export const childrenByCode = defineLoader<Organization[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database
      .repository(Organization)
      .find({ where: { parentCode: In([...codes]) }, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.parentCode ?? "");
  },
);

/** The commune-level authority that governs a unit, by the unit's code. */
export const authorityByUnit = defineLoader<Organization, void, SubgraphContext>(
  async (units, { database }) => {
    const rows = await database.repository(Organization).findBy({ unitCode: In([...units]) });
    return mapByKey(rows, (row) => row.unitCode ?? "");
  },
);

/** The organizations whose work one took over, by its code, in order of their codes. */
export const predecessorsByCode = defineLoader<Organization[], void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database
      .repository(Organization)
      .find({ where: { successorCodes: ArrayOverlap([...codes]) }, order: { code: "ASC" } });
    const pairs = rows.flatMap((row) => row.successorCodes.map((successor) => ({ successor, row })));
    const groups = groupByKey(codes, pairs, ({ successor }) => successor);
    return new Map([...groups].map(([code, group]) => [code, group.map(({ row }) => row)]));
  },
);
