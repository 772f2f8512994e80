import sql from "sql-template-tag";
import { connectionType } from "../../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../../shared/kit/connection/define-connection";
import { filterSql } from "../../../../shared/kit/cube/condition-sql";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../../shared/kit/graphql/kit-enums";
import { MarketStall } from "./market-stall";
import { marketStallCube } from "./market-stall.cube";
import { MarketStallOrderField } from "./market-stall.inputs";
import { marketStallByCode } from "./market-stall.loaders";

export const MarketStallConnection = connectionType("MarketStall", () => MarketStall);

/** Market stalls in pages, by code by default. Each order has an index in the baseline. */
export const marketStallPages = defineConnection<MarketStall, CubeFilter, MarketStallOrderField>({
  from: sql`market_stall r`,
  key: { sql: sql`r.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`r.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(r.name)`, type: "text", nullable: false },
    OPENED_ON: { sql: sql`r.opened_on`, type: "date", nullable: false },
  },
  fallbackOrder: [{ field: MarketStallOrderField.CODE, direction: SortDirection.ASC }],
  conditions: (filter, { clock }) => [filterSql(marketStallCube, filter, clock.now())],
  node: marketStallByCode,
});

/** A page of the market stalls that an organization answers for, by its code. */
export const marketStallPageOfOrganization = marketStallPages.pageWithin(sql`r.organization_code`);
