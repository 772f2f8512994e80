import sql from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Procedure } from "./procedure";
import { type ProcedureFilter, ProcedureOrderField, procedureConditions } from "./procedure.inputs";
import { procedureByCode } from "./procedure.loaders";

export const ProcedureConnection = connectionType("Procedure", () => Procedure);

/** Procedures in pages. Some 2,000 in all: a sort of them costs less than an index for each order. */
export const procedurePages = defineConnection<Procedure, ProcedureFilter, ProcedureOrderField>({
  from: sql`procedure p`,
  key: { sql: sql`p.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`p.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(p.name)`, type: "text", nullable: false },
    STATUTORY_DAYS: { sql: sql`p.statutory_days`, type: "numeric", nullable: false },
  },
  fallbackOrder: [{ field: ProcedureOrderField.CODE, direction: SortDirection.ASC }],
  conditions: procedureConditions,
  node: procedureByCode,
});

/** A page of the procedures that an organization answers for, by its code. */
export const procedurePageOfOrganization = procedurePages.pageWithin(sql`p.competent_organization_code`);
