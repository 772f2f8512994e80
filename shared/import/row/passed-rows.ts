import { foldText } from "../../base/text/fold-text";

const totals =
  /^(?:tong|tong cong|tong so|cong|cong don|luy ke|total|grand total|subtotal|sum)\s*(?:[:(\d].*)?$/;

/** Whether a row is the sum of others by the first text in it: Tổng, Cộng, Total. Tổng công ty … is a name. */
export function isTotal(cells: readonly string[]): boolean {
  const first = cells.find((cell) => cell !== "");
  return first !== undefined && first.length < 60 && totals.test(foldText(first));
}

/**
 * Whether a row numbers the columns, as forms do below their header: (1), (2), (3) or A, B, 1, 2. Every column of the header
 * must have its number, so that no row of data is taken for one.
 */
export function isNumbering(cells: readonly string[], width: number): boolean {
  const marks = cells
    .slice(0, width)
    .map((cell) => /^[([]?\s*(\d{1,3}|[A-Z])\s*[)\]]?(?:\s*=.*)?$/.exec(cell)?.[1]);
  if (width < 3 || marks.length < width || marks.includes(undefined)) return false;
  const numbers = marks.filter((mark) => /^\d/.test(mark ?? "")).map(Number);
  const letters = marks.length - numbers.length;
  const areLettersFirst = marks.slice(0, letters).every((mark) => /^[A-Z]$/.test(mark ?? ""));
  return areLettersFirst && numbers.length > 1 && numbers.every((number, at) => number === at + 1);
}

const numberHeaders = new Set([
  "stt",
  "tt",
  "so tt",
  "so thu tu",
  "s.t.t",
  "no",
  "no.",
  "#",
  "order",
  "ordinal",
]);

/** Whether a header is that of a column of running numbers. */
export function isRunningNumber(header: string): boolean {
  return numberHeaders.has(foldText(header));
}
