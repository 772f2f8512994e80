import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ProcedureField } from "./procedure-field";
import {
  type ProcedureFieldFilter,
  ProcedureFieldOrderField,
  procedureFieldConditions,
} from "./procedure-field.inputs";
import { procedureFieldByCode } from "./procedure-field.loaders";

export const ProcedureFieldConnection = connectionType("ProcedureField", () => ProcedureField);

/** Fields of administration in pages. */
export const procedureFieldPages = defineConnection<
  ProcedureField,
  ProcedureFieldFilter,
  ProcedureFieldOrderField
>({
  from: sql`procedure_field f`,
  key: { sql: sql`f.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`f.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(f.name_vi)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: ProcedureFieldOrderField.CODE, direction: SortDirection.ASC }],
  conditions: procedureFieldConditions,
  node: procedureFieldByCode,
});
