import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the fields of administration. */
export const procedureFieldCodes = new CodeSet({
  expected: "the code of a field of administration",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM procedure_field ORDER BY code`,
});
