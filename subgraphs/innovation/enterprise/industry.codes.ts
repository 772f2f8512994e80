import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/codes/code-set";

/** The industries that enterprises have, or had: a running total stays when nothing is left to count. */
export const industries = new CodeSet({
  expected: "an industry, as Enterprise.industry writes it",
  codes: sql`
    SELECT DISTINCT key AS code FROM enterprise_tally
    WHERE dimension = 'INDUSTRY' AND key IS NOT NULL ORDER BY code`,
});
