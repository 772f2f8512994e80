import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all policy documents. */
export const policyDocumentCodes = new CodeSet({
  expected: "the code of a policy document",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM policy_document ORDER BY code`,
});
