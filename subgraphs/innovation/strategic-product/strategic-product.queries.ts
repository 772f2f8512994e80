import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { StrategicProduct } from "./strategic-product";
import {
  type StrategicProductFilter,
  StrategicProductOrderField,
  strategicProductConditions,
} from "./strategic-product.inputs";
import { productByCode } from "./strategic-product.loaders";

export const StrategicProductConnection = connectionType("StrategicProduct", () => StrategicProduct);

/** Strategic products in pages, in order of their codes by default. A few dozen, which are sorted in no time. */
export const strategicProductPages = defineConnection<
  StrategicProduct,
  StrategicProductFilter,
  StrategicProductOrderField
>({
  from: sql`strategic_product p`,
  key: { sql: sql`p.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`p.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(p.name)`, type: "text", nullable: false },
    COMMERCIALISED_ON: { sql: sql`p.commercialised_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: StrategicProductOrderField.CODE, direction: SortDirection.ASC }],
  conditions: strategicProductConditions,
  node: productByCode,
});

/** A page of the strategic products of an enterprise, by its id. */
export const productPageOfEnterprise = strategicProductPages.pageWithin(sql`p.enterprise_id::text`);
