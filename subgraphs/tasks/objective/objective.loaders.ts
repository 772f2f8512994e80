import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Objective } from "./objective";

/** An objective by its code. */
export const objectiveByCode = defineLoader<Objective, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Objective).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});

/** The objectives of an organization, in order of their codes, by its code. */
export const objectivesByOrganization = defineLoader<Objective[], void, SubgraphContext>(
  async (codes, { database }) => {
    const where = { organizationCode: In([...codes]) };
    const rows = await database.repository(Objective).find({ where, order: { code: "ASC" } });
    return groupByKey(codes, rows, (row) => row.organizationCode);
  },
);
