import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of organizations: nothing here can be owned or published by another. */
export const organizationCodes = new CodeSet({
  expected: "the code of an organization",
  codes: sql`SELECT code, ARRAY[name_vi] AS names FROM organization ORDER BY code`,
});
