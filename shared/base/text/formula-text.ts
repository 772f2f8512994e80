/*
 * A spreadsheet executes a cell that begins with one of these, also in their full-width forms: a file of one
 * department would run on the desk of another (https://owasp.org/www-community/attacks/CSV_Injection). Text that
 * truly begins so is written with an apostrophe before it, which a spreadsheet leaves alone, and which an import takes
 * off again; a text that begins with an apostrophe and then so gets one more. Thus what is exported comes back the same.
 */
const formula = /^'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** A text as a cell of a CSV that no spreadsheet takes for a formula. */
export function protectFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

/** The text that `protectFormula` made a cell of; undefined where a spreadsheet would execute the cell as it stands. */
export function unprotectFormula(cell: string): string | undefined {
  if (!formula.test(cell)) return cell;
  return cell.startsWith("'") ? cell.slice(1) : undefined;
}
