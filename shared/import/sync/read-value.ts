import { plainDecimal } from "../../base/number/plain-decimal";
import { CellProblem, type CellValue, type Column, plainValue, ReadCell } from "../columns/column";
import { cleanCell } from "../row/clean-cell";
import type { CellType } from "../row/file-row";
import { limits } from "../row/limits";

/** A decimal as programs write it. People's 1.243, which may be a thousand, is no such thing in a text. */
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/**
 * Reads a value of JSON as its column reads a cell. A program says what it means by the type: numbers are numbers or, where
 * their digits count, texts of digits; truth values are true and false; all else is text, and lists of codes are lists.
 * Null is an empty cell.
 */
export function readValue(column: Column, value: unknown): CellValue | ReadCell | null | CellProblem {
  if (value === null) return column.required ? new CellProblem(column.expected) : null;
  const cell = cellOf(column, value);
  if (cell instanceof CellProblem) return cell;
  if (cell.text === "") return new CellProblem(column.expected, "where there is none, send null");
  if (cell.text.length > limits.cell) {
    return new CellProblem(`a text of at most ${limits.cell} characters`);
  }
  const read = column.read(cell.text, cell.type);
  // Which form a number has is a program's own affair, and nobody reads a note of it.
  return cell.type === "number" && read instanceof ReadCell ? plainValue(read) : read;
}

interface Cell {
  text: string;
  type?: CellType;
}

function cellOf(column: Column, value: unknown): Cell | CellProblem {
  switch (column.sqlType) {
    case "boolean":
      return typeof value === "boolean" ? { text: String(value) } : new CellProblem("true or false");
    case "bigint":
    case "numeric":
      return numberOf(column, value);
    case "text[]":
      return listOf(column, value);
    default:
      if (typeof value !== "string") return new CellProblem(`${column.expected}, as a text`);
      return column.sqlType === "text"
        ? { text: cleanCell(value), type: "text" }
        : { text: cleanCell(value) };
  }
}

function numberOf(column: Column, value: unknown): Cell | CellProblem {
  if (typeof value === "string" && plainNumber.test(value)) return { text: value, type: "number" };
  if (typeof value !== "number")
    return new CellProblem(column.expected, "as a number, or its digits as a text");
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    return new CellProblem(
      column.expected,
      "a number of JSON keeps about fifteen digits: send them as a text",
    );
  }
  return { text: plainDecimal(value), type: "number" };
}

function listOf(column: Column, value: unknown): Cell | CellProblem {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts: string[] = [];
  for (const item of items) {
    if (typeof item !== "string") return new CellProblem(`a list of texts: ${column.expected}`);
    if (/[;|\n]/.test(item)) {
      return new CellProblem(`a list of texts: ${column.expected}`, "; | and line breaks stand between them");
    }
    texts.push(cleanCell(item));
  }
  return { text: texts.join("; ") };
}
