import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { ServicePoint } from "./service-point";

/** A service point by its code. */
export const servicePointByCode = defineLoader<ServicePoint, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(ServicePoint).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);
