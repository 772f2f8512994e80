import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Sector } from "./sector";

/** A sector by its code. */
export const sectorByCode = defineLoader<Sector, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Sector).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
