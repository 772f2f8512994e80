import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";
import { cityCode } from "../../common/city/city-code";

/** The codes of organizations: those of the list, those that have a procedure, and the authority of each unit. */
export const organizationCodes = new CodeSet({
  expected: "the code of an organization",
  codes: sql`
    SELECT code FROM organization
    UNION SELECT competent_organization_code FROM procedure
    UNION SELECT 'U' || code FROM administrative_unit WHERE code <> ${cityCode}
    ORDER BY code`,
});
