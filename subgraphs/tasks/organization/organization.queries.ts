import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { enumConditions, idConditions, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Organization } from "./organization";
import { type OrganizationFilter, OrganizationOrderField } from "./organization.inputs";
import { organizationByCode } from "./organization.loaders";

export const OrganizationConnection = connectionType("Organization", () => Organization);

/** Organizations in pages. Some 160 are current and 526 have ended: a sort of them costs less than an index for each order. */
export const organizationPages = defineConnection<Organization, OrganizationFilter, OrganizationOrderField>({
  from: sql`organization o`,
  key: { sql: sql`o.code`, type: "text", nullable: false },
  columns: {
    CODE: { sql: sql`o.code`, type: "text", nullable: false },
    NAME: { sql: sql`search_text(o.name_vi)`, type: "text", nullable: false },
  },
  fallbackOrder: [{ field: OrganizationOrderField.CODE, direction: SortDirection.ASC }],
  conditions: organizationConditions,
  node: organizationByCode,
});

const text = sql`search_text(o.code || ' ' || o.name_vi || ' ' || o.short_name_vi || ' ' || o.name_en)`;

/** The conditions of a filter over `organization o`. */
function organizationConditions(filter: OrganizationFilter | null | undefined): Sql[] {
  const exists = filter?.former ? sql`o.existed_until IS NOT NULL` : sql`o.existed_until IS NULL`;
  if (!filter) return [exists];
  return [
    exists,
    ...enumConditions(sql`o.kind`, filter.kind, ["filter", "kind"]),
    ...enumConditions(sql`o.axis`, filter.axis, ["filter", "axis"]),
    ...idConditions(sql`o.parent_code`, filter.parent, ["filter", "parent"]),
    ...searchConditions(text, filter.search, ["filter", "search"]),
  ];
}
