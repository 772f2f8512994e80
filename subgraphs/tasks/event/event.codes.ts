import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of all events. */
export const eventCodes = new CodeSet({
  expected: "the code of an event",
  codes: sql`SELECT code, ARRAY[name_vi, name_en] AS names FROM event ORDER BY code`,
});
