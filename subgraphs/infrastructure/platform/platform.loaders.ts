import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Platform } from "./platform";

/** A platform by its code. */
export const platformByCode = defineLoader<Platform, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Platform).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
