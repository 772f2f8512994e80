import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the IT systems. */
export const systemCodes = new CodeSet({
  expected: "the code of an IT system",
  codes: sql`SELECT code, ARRAY[name] AS names FROM it_system ORDER BY code`,
});
