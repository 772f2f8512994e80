import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the sectors. */
export const sectorCodes = new CodeSet({
  expected: "the code of a sector",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM sector ORDER BY code`,
});
