import sql from "sql-template-tag";
import { CodeSet } from "../../../../shared/kit/codes/code-set";
import { cityCode } from "../../../../subgraphs/common/city/city-code";

/** Where market stalls are; 01 is the whole city. */
export const unitCodes = new CodeSet({
  expected: "the code of an administrative unit",
  codes: sql`SELECT code, ARRAY[name_vi] AS names FROM administrative_unit ORDER BY code`,
  whole: cityCode,
});
