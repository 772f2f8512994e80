import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Programme } from "./programme";

/** A programme by its code. */
export const programmeByCode = defineLoader<Programme, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Programme).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
