import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { Indicator } from "./indicator";

/** An indicator by its code. */
export const indicatorByCode = defineLoader<Indicator, void, SubgraphContext>(async (codes, { database }) => {
  const rows = await database.repository(Indicator).findBy({ code: In([...codes]) });
  return mapByKey(rows, (row) => row.code);
});
