import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { StrategicProduct } from "./strategic-product";

/** A strategic product by its code. */
export const productByCode = defineLoader<StrategicProduct, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(StrategicProduct).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);
