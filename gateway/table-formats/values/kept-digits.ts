/** Digits that a number of double precision keeps in any case, and all that a spreadsheet keeps. */
const keptDigits = 15;

/**
 * Whether a decimal comes back with all its digits from a reader that makes a double of it, as spreadsheets, pandas and
 * JSON.parse do. One with more digits is written as a text where a format leaves the choice: a text is seen, digits that
 * are lost are not.
 */
export function isKeptByDouble(decimal: string): boolean {
  return (
    decimal.length <= keptDigits || decimal.replace(/[-.]/g, "").replace(/^0+|0+$/g, "").length <= keptDigits
  );
}

/** A long decimal without zeros at its end: what a database divides has sixteen digits, and often none of them count. */
export function shortDecimal(decimal: string): string {
  return decimal.length > keptDigits && decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
