import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { enumConditions, idConditions, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Programme } from "./programme";
import { type ProgrammeFilter, ProgrammeOrderField } from "./programme.inputs";
import { programmeByCode } from "./programme.loaders";

export const ProgrammeConnection = connectionType("Programme", () => Programme);

/** Programmes in pages. A few dozen in all: a sort of them costs less than an index for each order. */
export const programmePages = defineConnection<Programme, ProgrammeFilter, ProgrammeOrderField>({
  from: sql`programme p`,
  key: { sql: sql`p.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`p.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(p.name_vi)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: ProgrammeOrderField.CODE, direction: SortDirection.ASC }],
  conditions: programmeConditions,
  node: programmeByCode,
});

/** A page of the programmes that rest on a policy document, by its code. */
export const programmePageOfBasis = programmePages.pageWithin(sql`p.basis_code`);

const text = sql`search_text(p.code || ' ' || p.name_vi || ' ' || p.name_en)`;

/** The conditions of a filter over `programme p`. */
function programmeConditions(filter: ProgrammeFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...enumConditions(sql`p.kind`, filter.kind, ["filter", "kind"]),
    ...idConditions(sql`p.lead_organization_code`, filter.leadOrganization, ["filter", "leadOrganization"]),
    ...idConditions(sql`p.basis_code`, filter.basis, ["filter", "basis"]),
    ...enumConditions(sql`p.origin`, filter.origin, ["filter", "origin"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
