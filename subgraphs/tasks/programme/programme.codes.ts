import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all programmes. */
export const programmeCodes = new CodeSet({
  expected: "the code of a programme",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM programme ORDER BY code`,
});
