import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all organizations, which this sector owns. */
export const organizationCodes = new CodeSet({
  expected: "the code of an organization",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM organization ORDER BY code`,
});
