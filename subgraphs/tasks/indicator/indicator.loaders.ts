import { In } from "typeorm";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../shared/kit/loader/loaders";
import { IndicatorRow } from "./indicator-row";

/** This sector's row of an indicator, by its code. */
export const indicatorRowByCode = defineLoader<IndicatorRow, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(IndicatorRow).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);
