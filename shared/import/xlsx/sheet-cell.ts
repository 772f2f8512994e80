import { addDays } from "../../base/clock/calendar-day";
import { plainDecimal } from "../../base/number/plain-decimal";
import type { CellType } from "../row/file-row";
import type { NumberFormat } from "./number-formats";
import { unescapeText } from "./shared-strings";

/** A cell as its element says it. */
export interface RawCell {
  /** Attribute `t`: what the value is; a number where there is none. */
  type: string | undefined;
  /** Text of `v`, or of `is`; undefined where there is neither. */
  value: string | undefined;
  hasFormula: boolean;
  format: NumberFormat | undefined;
}

/** What the cells of a workbook need besides their own elements. */
export interface CellSurroundings {
  texts: readonly string[];
  /** Whether its days count from 1904 and not from 1900. */
  isFrom1904: boolean;
}

/** A cell as a text, and what it is. A formula counts as what it came to when the workbook was saved. */
export function readSheetCell(
  { type = "n", value, hasFormula, format }: RawCell,
  { texts, isFrom1904 }: CellSurroundings,
): [text: string, type: CellType | undefined] {
  if (value === undefined) return hasFormula ? ["", "uncalculated"] : ["", undefined];
  switch (type) {
    case "s":
      return [texts[Number(value)] ?? "", "text"];
    case "str":
    case "inlineStr":
      return [unescapeText(value), "text"];
    case "b":
      return [value === "1" || value === "true" ? "true" : "false", "boolean"];
    case "e":
      return [value, "error"];
    case "d":
      return [value.replace(/T00:00:00(?:\.0+)?Z?$/, ""), "day"];
    default:
      return ofNumber(value, format, isFrom1904);
  }
}

function ofNumber(
  value: string,
  format: NumberFormat | undefined,
  isFrom1904: boolean,
): [string, CellType | undefined] {
  if (value === "") return ["", undefined];
  if (format?.kind === "time") return [timeOf(Number(value), isFrom1904), "day"];
  const digits = shownDigits(value);
  // A code that is shown with its zeros is meant with them.
  return [format?.kind === "padded" ? digits.padStart(format.digits, "0") : digits, "number"];
}

/** A number as a spreadsheet shows it, with fifteen digits: the file has 0.40000000000000002 for 0.4. */
function shownDigits(value: string): string {
  if (/^-?\d{1,15}$/.test(value)) return value;
  return plainDecimal(Number(Number(value).toPrecision(15)));
}

const from1904 = 1462;
const secondsOfDay = 86_400;

/** A day as 2025-10-01, with its time if it has one; of less than a day the time alone. */
function timeOf(serial: number, isFrom1904: boolean): string {
  const seconds = Math.round(serial * secondsOfDay);
  const days = Math.floor(seconds / secondsOfDay) + (isFrom1904 ? from1904 : 0);
  const time = new Date((seconds - Math.floor(seconds / secondsOfDay) * secondsOfDay) * 1000)
    .toISOString()
    .slice(11, 19);
  if (serial < 1 && !isFrom1904) return time;
  if (!(days < 2_958_466)) return String(serial);
  // 1900 was no leap year, but is one in this calendar.
  const day = addDays("1899-12-30", days < 60 ? days + 1 : days);
  return time === "00:00:00" ? day : `${day} ${time}`;
}
