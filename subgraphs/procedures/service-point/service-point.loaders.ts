import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, groupByKey, mapByKey } from "../../../shared/kit/loader/loaders";
import { cityCode } from "../../common/city/city-code";
import { ServicePoint } from "./service-point";

/** A service point by its code. */
export const servicePointByCode = defineLoader<ServicePoint, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(ServicePoint).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);

/** The service points of a unit, by the unit's code, in order of their codes; of the city, all of them. */
export const servicePointsByUnit = defineLoader<ServicePoint[], void, SubgraphContext>(
  async (units, { database }) => {
    const rows = await database.repository(ServicePoint).find({
      ...(!units.includes(cityCode) && { where: { unitCode: In([...units]) } }),
      order: { code: "ASC" },
    });
    const groups = groupByKey(units, rows, (row) => row.unitCode ?? "");
    return units.includes(cityCode) ? groups.set(cityCode, rows) : groups;
  },
);
