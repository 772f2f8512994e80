import sql from "sql-template-tag";
import { CodeSet } from "../../../../shared/kit/codes/code-set";

/** The codes of organizations. */
export const organizationCodes = new CodeSet({
  expected: "the code of an organization",
  codes: sql`SELECT code FROM organization ORDER BY code`,
});
