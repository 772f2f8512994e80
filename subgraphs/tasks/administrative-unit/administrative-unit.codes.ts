import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";
import { cityCode } from "../../common/city/city-code";

/** The units that authorities govern; tasks of the city are all of them, also those of bodies that govern none. */
export const unitCodes = new CodeSet({
  expected: "the code of an administrative unit",
  codes: sql`SELECT unit_code AS code, ARRAY[name_vi, name_en] AS names FROM organization WHERE unit_code IS NOT NULL ORDER BY 1`,
  whole: cityCode,
});
