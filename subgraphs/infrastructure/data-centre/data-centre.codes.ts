import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";

/** The codes of the data centres. */
export const dataCentreCodes = new CodeSet({
  expected: "the code of a data centre",
  codes: sql`SELECT code, ARRAY[name] AS names FROM data_centre ORDER BY code`,
});
