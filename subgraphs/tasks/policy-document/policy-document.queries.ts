import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { dayConditions, enumConditions, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { PolicyDocument } from "./policy-document";
import { type PolicyDocumentFilter, PolicyDocumentOrderField } from "./policy-document.inputs";
import { policyDocumentByCode } from "./policy-document.loaders";

export const PolicyDocumentConnection = connectionType("PolicyDocument", () => PolicyDocument);

/** Policy documents in pages. Some dozens in all: a sort of them costs less than an index for each order. */
export const policyDocumentPages = defineConnection<
  PolicyDocument,
  PolicyDocumentFilter,
  PolicyDocumentOrderField
>({
  from: sql`policy_document d`,
  key: { sql: sql`d.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`d.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(d.name_vi)`, type: "text", nullable: false },
    ISSUED_ON: { sql: sql`d.issued_on`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: PolicyDocumentOrderField.CODE, direction: SortDirection.ASC }],
  conditions: policyDocumentConditions,
  node: policyDocumentByCode,
});

const text = sql`search_text(concat_ws(' ', d.code, d.number, d.name_vi, d.name_en))`;

/** The conditions of a filter over `policy_document d`. */
function policyDocumentConditions(filter: PolicyDocumentFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...enumConditions(sql`d.kind`, filter.kind, ["filter", "kind"]),
    ...dayConditions(sql`d.issued_on`, filter.issuedOn, ["filter", "issuedOn"]),
    ...enumConditions(sql`d.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
