import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the procedures. */
export const procedureCodes = new CodeSet({
  expected: "the code of a procedure",
  codes: sql`SELECT code, ARRAY[name] AS names FROM procedure ORDER BY code`,
});
