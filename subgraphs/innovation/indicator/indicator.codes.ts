import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the indicators. */
export const indicatorCodes = new CodeSet({
  expected: "the code of an indicator",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM indicator ORDER BY code`,
});
