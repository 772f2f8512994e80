import { GraphError } from "../../../shared/base/errors/graph-error";
import { quote } from "../../../shared/base/errors/quote";

/** Digits of a decimal in Arrow and Parquet, before and after the point together. All readers know up to 38. */
export const precision = 38;

const most = 10n ** BigInt(precision);

/** How many digits a decimal has before and after its point, without zeros that say nothing. */
export function digitsOf(decimal: string): { before: number; after: number } {
  const [, whole = "", fraction = ""] = /^-?0*(\d*)(?:\.(\d*?)0*)?$/.exec(decimal) ?? [];
  return { before: whole.length, after: fraction.length };
}

/**
 * A decimal in units of its last digit: `12.5` with a scale of 2 is 1250. Throws BAD_USER_INPUT where it has more digits
 * after the point, or in all, than the column holds.
 */
export function unitsOf(decimal: string, scale: number, column: string): bigint {
  const point = decimal.indexOf(".");
  const decimals = point === -1 ? 0 : decimal.length - point - 1;
  if (decimals > scale) {
    const shorter = decimal.replace(/\.?0+$/, "");
    if (shorter.length < decimal.length && digitsOf(decimal).after <= scale)
      return unitsOf(shorter, scale, column);
    throw tooManyDigits(decimal, scale, column);
  }
  const digits = point === -1 ? decimal : decimal.slice(0, point) + decimal.slice(point + 1);
  const units =
    digits.length + scale - decimals <= 15
      ? BigInt(Number(digits) * 10 ** (scale - decimals))
      : BigInt(digits) * 10n ** BigInt(scale - decimals);
  if (units >= most || units <= -most) throw tooManyDigits(decimal, scale, column);
  return units;
}

function tooManyDigits(decimal: string, scale: number, column: string): GraphError {
  return new GraphError(
    "BAD_USER_INPUT",
    `Expected decimals of at most ${precision - scale} digits before the point and ${scale} after it in the column ${quote(column)}; got ${decimal}. Take csv, ndjson, json or xlsx, which hold any.`,
    { argument: ["format"] },
  );
}
