import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";
import { cityCode } from "../../common/city/city-code";

/** The codes of the units, the city's among them; this sector owns them. */
export const unitCodes = new CodeSet({
  expected: "the code of an administrative unit",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM administrative_unit ORDER BY code`,
  whole: cityCode,
});
