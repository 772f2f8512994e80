import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Objective } from "./objective";

/** An objective by its code. */
export const objectiveByCode = defineLoader<Objective, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Objective).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
