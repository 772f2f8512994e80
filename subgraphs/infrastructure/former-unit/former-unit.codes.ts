import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the units of before 1 July 2025. */
export const formerUnitCodes = new CodeSet({
  expected: "the code of a unit of before 1 July 2025",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM former_unit ORDER BY code`,
});
