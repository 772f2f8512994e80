import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Indicator } from "./indicator";
import { type IndicatorFilter, IndicatorOrderField, indicatorConditions } from "./indicator.inputs";
import { indicatorByCode } from "./indicator.loaders";

export const IndicatorConnection = connectionType("Indicator", () => Indicator);

/** Indicators in pages, in order of their codes by default. Some dozens in all, which are sorted in no time. */
export const indicatorPages = defineConnection<Indicator, IndicatorFilter, IndicatorOrderField>({
  from: sql`indicator i`,
  key: { sql: sql`i.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`i.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(i.name_vi)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: IndicatorOrderField.CODE, direction: SortDirection.ASC }],
  conditions: indicatorConditions,
  node: indicatorByCode,
});

/** A page of the indicators that an organization is responsible for, by its code. */
export const indicatorPageOfOrganization = indicatorPages.pageWithin(sql`i.responsible_organization_code`);
