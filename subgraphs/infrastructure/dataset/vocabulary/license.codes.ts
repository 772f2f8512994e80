import sql from "sql-template-tag";
import { CodeSet } from "../../../../shared/kit/codes/code-set";

/** The licences that datasets have. */
export const licenseCodes = new CodeSet({
  expected: "a licence, as Dataset.license writes it",
  codes: sql`SELECT DISTINCT license AS code FROM dataset WHERE license IS NOT NULL ORDER BY code`,
});
