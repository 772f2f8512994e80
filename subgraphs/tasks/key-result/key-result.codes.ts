import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all key results. */
export const keyResultCodes = new CodeSet({
  expected: "the code of a key result",
  codes: sql`SELECT code, ARRAY[title] AS names FROM key_result ORDER BY code`,
});
