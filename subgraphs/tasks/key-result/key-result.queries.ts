import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { enumConditions, idConditions, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { KeyResult } from "./key-result";
import { type KeyResultFilter, KeyResultOrderField } from "./key-result.inputs";
import { keyResultByCode } from "./key-result.loaders";

export const KeyResultConnection = connectionType("KeyResult", () => KeyResult);

/** Key results in pages. Some hundreds a year: a sort of them costs less than an index for each order. */
export const keyResultPages = defineConnection<KeyResult, KeyResultFilter, KeyResultOrderField>({
  from: sql`key_result k`,
  key: { sql: sql`k.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`k.code`, type: "text", nullable: false },
    TITLE: { sql: sql`search_text(k.title)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: KeyResultOrderField.CODE, direction: SortDirection.ASC }],
  conditions: keyResultConditions,
  node: keyResultByCode,
});

/** A page of the key results that an indicator measures, by its code. */
export const keyResultPageOfIndicator = keyResultPages.pageWithin(sql`k.indicator_code`);

const text = sql`search_text(k.code || ' ' || k.title)`;

/** Whose objective a key result `k` measures. */
const organization = sql`(SELECT o.organization_code FROM objective o WHERE o.code = k.objective_code)`;

/** The conditions of a filter over `key_result k`. */
function keyResultConditions(filter: KeyResultFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...idConditions(sql`k.objective_code`, filter.objective, ["filter", "objective"]),
    ...idConditions(organization, filter.organization, ["filter", "organization"]),
    ...idConditions(sql`k.indicator_code`, filter.indicator, ["filter", "indicator"]),
    ...enumConditions(sql`k.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
