import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The ids of the sources. */
export const sourceIds = new CodeSet({
  expected: "the id of a source",
  codes: sql`SELECT id AS code, ARRAY[title] AS names FROM source_document ORDER BY id`,
});
