import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of organizations: no figure here can be of another. */
export const organizationCodes = new CodeSet({
  expected: "the code of an organization",
  codes: sql`
    SELECT code FROM organization
    UNION SELECT responsible_organization_code FROM indicator WHERE responsible_organization_code IS NOT NULL
    ORDER BY code`,
});
