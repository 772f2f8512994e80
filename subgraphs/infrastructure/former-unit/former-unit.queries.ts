import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { FormerUnit } from "./former-unit";
import { type FormerUnitFilter, FormerUnitOrderField, formerUnitConditions } from "./former-unit.inputs";
import { formerUnitByCode } from "./former-unit.loaders";

export const FormerUnitConnection = connectionType("FormerUnit", () => FormerUnit);

/** Former units in pages. */
export const formerUnitPages = defineConnection<FormerUnit, FormerUnitFilter, FormerUnitOrderField>({
  from: sql`former_unit f`,
  key: { sql: sql`f.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`f.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(f.name_vi)`, type: "text", nullable: false },
    DISTRICT: { sql: sql`search_text(f.district)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: FormerUnitOrderField.CODE, direction: SortDirection.ASC }],
  conditions: formerUnitConditions,
  node: formerUnitByCode,
});
