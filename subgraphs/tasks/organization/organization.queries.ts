import sql, { join } from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { oneOf, searchConditions } from "../../../shared/kit/filter/conditions";
import type { OrganizationKind } from "../../common/city/organization-kind";
import type { Organization, OrganizationAxis } from "./organization";

export interface OrganizationFilter {
  kind?: OrganizationKind[] | null;
  axis?: OrganizationAxis[] | null;
  search?: string | null;
  /** Whether to find those that have ended, instead of the current ones. */
  former?: boolean;
}

/** The organizations that match, in order of their codes. Some 160 are current and 526 have ended: too few for pages. */
export function findOrganizations(database: Database, filter: OrganizationFilter): Promise<Organization[]> {
  const conditions = [
    filter.former ? sql`existed_until IS NOT NULL` : sql`existed_until IS NULL`,
    ...oneOf(sql`kind`, filter.kind, ["kind"]),
    ...oneOf(sql`axis`, filter.axis, ["axis"]),
    ...searchConditions(
      sql`search_text(code || ' ' || name_vi || ' ' || short_name_vi || ' ' || name_en)`,
      filter.search,
      ["search"],
    ),
  ];
  return database.rows<Organization>(sql`
    SELECT code, name_vi AS "nameVi", short_name_vi AS "shortNameVi", name_en AS "nameEn", kind, axis,
           parent_code AS "parentCode", unit_code AS "unitCode", existed_from AS "existedFrom",
           existed_until AS "existedUntil", successor_codes AS "successorCodes",
           electronic_identifier AS "electronicIdentifier", identifier_source_id AS "identifierSourceId"
    FROM organization WHERE ${join(conditions, " AND ")} ORDER BY code`);
}
