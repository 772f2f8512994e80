import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Procedure } from "./procedure";

/** A procedure by its code. */
export const procedureByCode = defineLoader<Procedure, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Procedure).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
