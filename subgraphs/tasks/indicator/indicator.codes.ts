import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all indicators. */
export const indicatorCodes = new CodeSet({
  expected: "the code of an indicator",
  codes: sql`SELECT code FROM indicator ORDER BY code`,
});
