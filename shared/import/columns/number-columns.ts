import { plainDecimal } from "../../base/number/plain-decimal";
import type { CellType } from "../row/file-row";
import { CellProblem, type Column, type ColumnText, ReadCell } from "./column";
import { type ReadNumber, readNumber } from "./read-number";

export interface IntegerOptions extends ColumnText {
  /** Smallest and largest, both allowed; those of PostgreSQL's integer by default. Safe integers only. */
  min?: number;
  max?: number;
}

/** A whole number. Staged as bigint. */
export function integerColumn(options: IntegerOptions): Column<number> {
  const { min = -2_147_483_648, max = 2_147_483_647 } = options;
  const expected = `a whole number from ${min} to ${max}`;
  return {
    ...options,
    sqlType: "bigint",
    expected,
    read: (cell, type) => {
      const read = readNumber(cell, { isWhole: true, type });
      if (typeof read !== "object") return new CellProblem(expected, ...hintOf(cell));
      const { digits } = read;
      if (digits.includes(".")) return new CellProblem(expected);
      const number = Number(digits);
      if (digits.length > 17 || number < min || number > max) return new CellProblem(expected);
      return read.because === undefined ? number : told(number, read);
    },
    write: String,
  };
}

export interface DecimalOptions extends ColumnText {
  /** Smallest and largest, both allowed. */
  min?: number;
  max?: number;
  /** Most digits after the point; 10 by default. 0 for an amount in VND. */
  scale?: number;
  /** Whether it depends on the row if 1.243 can have decimals (`Column.hasThousands`). */
  hasThousands?: boolean;
}

const maxDigits = 38;

/** A decimal number, exact to its last digit. Staged as numeric. */
export function decimalColumn(options: DecimalOptions): Column<string> {
  const { min, max, scale = 10 } = options;
  const expected = `a number${rangeOf(min, max)}${scale === 0 ? " without a fraction" : ""}`;
  return {
    ...options,
    sqlType: "numeric",
    expected,
    read: (cell, type) => {
      const read = readNumber(cell, { isWhole: scale === 0, type });
      if (typeof read !== "object") return new CellProblem(expected, ...hintOf(cell));
      const { digits } = read;
      const [whole = "", fraction = ""] = digits.replace("-", "").split(".");
      if (fraction.length > scale) {
        return new CellProblem(expected, `at most ${scale} digits after the point`);
      }
      if (whole.length + fraction.length > maxDigits) {
        return new CellProblem(expected, `at most ${maxDigits} digits`);
      }
      const number = Number(digits);
      const within = (min === undefined || number >= min) && (max === undefined || number <= max);
      if (!within) return new CellProblem(expected);
      return read.because === undefined && read.thousands === undefined ? digits : told(digits, read);
    },
    write: (value) => (typeof value === "number" ? plainDecimal(value) : String(value)),
  };
}

/** A share of 1, such as 0.8589. Staged as numeric. */
export function shareColumn(options: ColumnText): Column<string> {
  const decimal = decimalColumn({ ...options, min: 0, max: 1, scale: 20 });
  const expected = "a share from 0 to 1";
  return {
    ...decimal,
    expected,
    read: (cell, type) => {
      const read = decimal.read(cell, type);
      if (!(read instanceof CellProblem)) return read;
      const [hint, more] = percentHint(cell, type) ?? [read.hint, read.more];
      return new CellProblem(expected, hint, more);
    },
  };
}

type Hint = [hint: string | undefined, more?: CellProblem["more"]];

/** 85.89 or 85,89 % where 0.8589 is meant. */
function percentHint(cell: string, type: CellType | undefined): Hint | undefined {
  const read = readNumber(cell.replace(/ ?%$/, ""), { isWhole: false, type });
  const percent = typeof read === "object" ? Number(read.digits) : -1;
  if (percent < 0 || percent > 100) return undefined;
  const share = plainDecimal(Number((percent / 100).toPrecision(12)));
  return [`if ${cell} means per cent, write ${share}`, { cause: "per cent", meant: share }];
}

function told<Value extends string | number>(
  value: Value,
  { because, ...read }: ReadNumber,
): ReadCell<Value> {
  const more = {
    ...(read.thousands !== undefined && { thousands: read.thousands }),
    ...(read.hasDecimalComma && { hasDecimalComma: true }),
    ...(because === undefined && { isUsual: true }),
  };
  return new ReadCell<Value>(value, because ?? "", Object.keys(more).length > 0 ? more : undefined);
}

function hintOf(cell: string): Hint {
  if (/^-?\d{1,3},\d{3}$/.test(cell)) {
    const point = cell.replace(",", ".");
    const hint = `the comma may be a decimal comma or a thousands separator: write ${point} or ${cell.replace(",", "")}`;
    return [hint, { cause: "comma" }];
  }
  if (/^-?\d+(?:[.,]\d+)?[eE][+-]?\d+$/.test(cell)) {
    return [
      "the spreadsheet has shortened it: show the column as a number, and save anew",
      { cause: "shortened" },
    ];
  }
  if (/^-?0\d/.test(cell)) return ["write it without leading zeros", { cause: "leading zeros" }];
  return [undefined];
}

function rangeOf(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max !== undefined ? ` of at most ${max}` : "";
}
