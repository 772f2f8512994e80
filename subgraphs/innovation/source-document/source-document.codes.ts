import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the source documents. */
export const sourceCodes = new CodeSet({
  expected: "the code of a source document",
  codes: sql`SELECT id AS code, ARRAY[title] AS names FROM source_document ORDER BY id`,
});
