import { CodeSet } from "../../../../shared/kit/codes/code-set";
import { dataThemes } from "./data-themes";

/** The codes of the themes, which never change. */
export const themeCodes = new CodeSet({ expected: `one of ${dataThemes.join(", ")}`, codes: dataThemes });
