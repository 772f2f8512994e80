import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { ITSystem } from "./it-system";

/** A system by its code. */
export const systemByCode = defineLoader<ITSystem, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(ITSystem).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
