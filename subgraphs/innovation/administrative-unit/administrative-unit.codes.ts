import sql from "sql-template-tag";
import { CodeSet } from "../../../shared/kit/codes/code-set";
import { cityCode } from "../../common/city/city-code";

const codes = sql`SELECT code FROM administrative_unit ORDER BY code`;

/** Where something is: all of it is in the city. */
export const unitCodes = new CodeSet({
  expected: "the code of an administrative unit",
  codes,
  whole: cityCode,
});

/** What a figure is of: one of the city is of no part of it. */
export const areaCodes = new CodeSet({ expected: "the code of an administrative unit", codes });
