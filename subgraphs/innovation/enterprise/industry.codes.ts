import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The industries that enterprises have: each is looked up behind the one before, for they are few among very many rows. */
export const industries = new CodeSet({
  expected: "an industry, as Enterprise.industry writes it",
  codes: sql`
    WITH RECURSIVE found AS (
      SELECT min(industry) AS code FROM enterprise
      UNION ALL
      SELECT (SELECT min(e.industry) FROM enterprise e WHERE e.industry > found.code) FROM found
      WHERE found.code IS NOT NULL)
    SELECT code FROM found WHERE code IS NOT NULL ORDER BY code`,
});
