import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { all, oneOf, searchConditions } from "../../../shared/kit/filter/conditions";
import type { Indicator, Sector } from "./indicator";

export interface IndicatorFilter {
  sector?: Sector[] | null;
  search?: string | null;
}

/** The indicators that fit, in order of their codes. Some 60 in all, so they are not paged. */
export function findIndicators(
  database: Database,
  { sector, search }: IndicatorFilter,
): Promise<Indicator[]> {
  const text = sql`search_text(code || ' ' || name_vi || ' ' || name_en)`;
  const conditions = [
    ...oneOf(sql`sector`, sector, ["sector"]),
    ...searchConditions(text, search, ["search"]),
  ];
  return database.rows<Indicator>(sql`
    SELECT code, name_vi AS "nameVi", name_en AS "nameEn", definition_vi AS "definitionVi",
      definition_en AS "definitionEn", sector, unit, decimals,
      higher_is_better AS "higherIsBetter", responsible_organization_code AS "responsibleOrganizationCode"
    FROM indicator WHERE ${all(conditions)} ORDER BY code`);
}
