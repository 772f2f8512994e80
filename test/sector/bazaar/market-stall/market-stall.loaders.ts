import { In } from "typeorm";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { defineLoader, mapByKey } from "../../../../shared/kit/loader/loaders";
import { MarketStall } from "./market-stall";

/** A market stall by its code. */
export const marketStallByCode = defineLoader<MarketStall, void, SubgraphContext>(
  async (codes, { database }) => {
    const rows = await database.repository(MarketStall).findBy({ code: In([...codes]) });
    return mapByKey(rows, (row) => row.code);
  },
);
