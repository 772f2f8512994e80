import { plainDecimal } from "../../../shared/base/number/plain-decimal";
import { csvCell } from "../../../shared/base/text/csv-text";
import { protectFormula } from "../../../shared/base/text/formula-text";
import type { Cell, Column, Row } from "../../tables/table";
import { hanoiTime } from "../values/hanoi-time";
import type { Locale } from "../writing/table-format";

/** Rows as lines of CSV. */
export function csvCells(
  columns: readonly Column[],
  locale: Locale,
  delimiter: string,
): (rows: readonly Row[]) => string {
  const none = columns.length === 1 ? '""' : "";
  const cells = columns.map(({ type }) => cellWriter(type.kind, locale));
  return (rows) => {
    let text = "";
    for (const row of rows) {
      let at = 0;
      for (const write of cells) {
        const cell = row[at] ?? null;
        if (at++ > 0) text += delimiter;
        text += cell === null ? none : write(cell);
      }
      text += "\r\n";
    }
    return text;
  };
}

type Written = (cell: Exclude<Cell, null>) => string;

function cellWriter(kind: Column["type"]["kind"], locale: Locale): Written {
  const decimal = locale === "vi" ? (text: string) => text.replace(".", ",") : (text: string) => text;
  switch (kind) {
    case "text":
    case "json":
      return (cell) => textCell(String(cell));
    case "float":
      return (cell) => decimal(plainDecimal(Number(cell)));
    case "decimal":
      return (cell) => decimal(String(cell));
    case "instant":
      return (cell) => decimal(hanoiTime(String(cell)));
    case "boolean":
    case "integer":
    case "date":
      return String;
  }
}

/** Nearly all texts: they begin like a word, hold no separator and no quote, and end without a blank. */
const plain = /^[0-9A-Za-z\u00c0-\u1eff](?:[^",;\t\r\n]*[^",;\s\ufeff])?$/;

function textCell(text: string): string {
  if (plain.test(text)) return text;
  return text === "" ? '""' : csvCell(protectFormula(text));
}
