import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, isBigintKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { Enterprise } from "./enterprise";

/** An enterprise by its id. */
export const enterpriseById = defineLoader<Enterprise, void, SubgraphContext>(async (ids, { database }) => {
  const rows = await database.repository(Enterprise).findBy({ id: In(ids.filter(isBigintKey)) });
  return mapByKey(rows, (row) => row.id);
});
