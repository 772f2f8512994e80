import { plainDecimal } from "../../base/number/plain-decimal";
import { CellProblem, type Column, type ColumnText } from "./column";

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
    read: (cell) => {
      if (!/^(?:0|-?[1-9]\d*)$/.test(cell)) return new CellProblem(expected, hintOf(cell));
      const number = Number(cell);
      return cell.length <= 17 && number >= min && number <= max ? number : new CellProblem(expected);
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
}

const maxDigits = 38;

/** A decimal number with a point, exact to its last digit. Staged as numeric. */
export function decimalColumn(options: DecimalOptions): Column<string> {
  const { min, max, scale = 10 } = options;
  const expected = `a number${rangeOf(min, max)}${scale === 0 ? " without a fraction" : ""}`;
  return {
    ...options,
    sqlType: "numeric",
    expected,
    read: (cell) => {
      const parts = /^-?(0|[1-9]\d*)(?:\.(\d+))?$/.exec(cell);
      if (!parts) return new CellProblem(expected, hintOf(cell));
      const fraction = parts[2]?.length ?? 0;
      if (fraction > scale) return new CellProblem(expected, `at most ${scale} digits after the point`);
      if ((parts[1]?.length ?? 0) + fraction > maxDigits) {
        return new CellProblem(expected, `at most ${maxDigits} digits`);
      }
      const number = Number(cell);
      const within = (min === undefined || number >= min) && (max === undefined || number <= max);
      return within ? cell : new CellProblem(expected);
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
    read: (cell) => {
      const read = decimal.read(cell);
      return read instanceof CellProblem ? new CellProblem(expected, percentHint(cell) ?? read.hint) : read;
    },
  };
}

/** 85.89 or 85.89 % where 0.8589 is meant. */
function percentHint(cell: string): string | undefined {
  const percent = /^(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(cell)?.[1];
  if (percent === undefined || Number(percent) > 100) return undefined;
  return `if ${cell} means per cent, write ${plainDecimal(Number((Number(percent) / 100).toPrecision(12)))}`;
}

function hintOf(cell: string): string | undefined {
  if (/^-?\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(cell)) return "write it without thousands separators";
  if (/^-?\d{1,3},\d{3}$/.test(cell)) {
    const point = cell.replace(",", ".");
    return `the comma may be a decimal comma or a thousands separator: write ${point} or ${cell.replace(",", "")}`;
  }
  if (/^-?\d+,\d+$/.test(cell)) return `write it with a decimal point: ${cell.replace(",", ".")}`;
  if (/^-?0\d/.test(cell)) return "write it without leading zeros";
  return undefined;
}

function rangeOf(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max !== undefined ? ` of at most ${max}` : "";
}
