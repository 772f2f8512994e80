import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";
import { cityCode } from "../../common/city/city-code";

/** Where dossiers are received: all of them in the city, also those of no unit. */
export const unitCodes = new CodeSet({
  expected: "the code of an administrative unit",
  codes: sql`SELECT code, ARRAY[name_vi] AS names FROM administrative_unit ORDER BY code`,
  whole: cityCode,
});
