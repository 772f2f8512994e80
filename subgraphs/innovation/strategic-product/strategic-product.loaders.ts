import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { StrategicProduct } from "./strategic-product";

/** A strategic product by its code. */
export const productByCode = defineLoader<StrategicProduct, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(StrategicProduct).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** The strategic products of an enterprise, in order of their codes, by its id. */
export const productsByEnterprise = defineLoader<StrategicProduct[], void, SubgraphContext>(
  async (ids, { database }) => {
    const rows = await database
      .repository(StrategicProduct)
      .find({ where: { enterpriseId: In([...ids]) }, order: { code: "ASC" } });
    return groupByKey(ids, rows, (row) => row.enterpriseId ?? "");
  },
);
