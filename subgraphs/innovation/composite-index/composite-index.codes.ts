import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the composite indices. */
export const compositeIndexCodes = new CodeSet({
  expected: "the code of a composite index",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM composite_index ORDER BY code`,
});
