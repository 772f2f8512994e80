import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all objectives. */
export const objectiveCodes = new CodeSet({
  expected: "the code of an objective",
  codes: sql`SELECT code, ARRAY[title] AS names FROM objective ORDER BY code`,
});
