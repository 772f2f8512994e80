import { isDeepStrictEqual } from "node:util";
import { byteOrderMark, csvLine } from "../base/text/csv-text";
import { CellProblem, type Column, plainValue } from "./columns/column";
import type { ImportDefinition } from "./definition/import-definition";
import { formatProblem } from "./report/problems";
import { inEnglish, type Language } from "./report/translate";
import { cleanCell } from "./row/clean-cell";
import { limits } from "./row/limits";

export interface ExportOptions {
  /** Language of the header; Vietnamese by default. */
  language?: Language;
  /** `,` by default. */
  delimiter?: "," | ";";
}

/** A value that no cell can contain such that an import reads the same. */
export class ExportError extends Error {
  override name = "ExportError";
}

/**
 * Writes rows as a file that an import of the same definition takes for what is there: the inverse of importing.
 * Every cell is read back before it is written; what would not come back the same is refused, and never changed.
 * A row has a value under each column's key; null and undefined become an empty cell.
 *
 * @throws {ExportError} naming the row, the column and the value.
 */
export async function* exportRows(
  definition: ImportDefinition,
  rows: Iterable<Record<string, unknown>> | AsyncIterable<Record<string, unknown>>,
  { language = "vi", delimiter = "," }: ExportOptions = {},
): AsyncGenerator<string, void, undefined> {
  const columns = Object.entries(definition.columns);
  const headers = columns.map(([, { header }]) => header[language]);
  yield byteOrderMark + csvLine(headers, delimiter);
  let line = 1;
  for await (const row of rows) {
    line += 1;
    const cells = columns.map(([key, column], index) => {
      const cell = writeCell(column, row[key]);
      if (typeof cell === "string") return cell;
      throw new ExportError(
        formatProblem(
          { lines: [line], count: 1, column: { index, header: column.header[language] }, ...cell },
          inEnglish,
        ),
      );
    });
    yield csvLine(cells, delimiter);
  }
}

/** The template of an import: its header and a row of examples. */
export function writeTemplate(
  definition: ImportDefinition,
  { language = "vi", delimiter = "," }: ExportOptions,
) {
  const columns = Object.values(definition.columns);
  const headers = columns.map(({ header }) => header[language]);
  const examples = columns.map(({ example }) => example);
  return byteOrderMark + csvLine(headers, delimiter) + csvLine(examples, delimiter);
}

function writeCell(
  column: Column,
  value: unknown,
): string | { expected: string; got: string; hint?: string } {
  if (value === null || value === undefined) {
    return column.required ? { expected: column.expected, got: "" } : "";
  }
  const cell = column.write(value);
  const got = String(value);
  if (cell === "") return { expected: `${column.expected}, or null for none`, got };
  // Half a character, as a cut in the middle leaves it, has no UTF-8.
  if (!cell.isWellFormed()) return { expected: "well-formed Unicode", got };
  if (cell.length > limits.cell) return { expected: `at most ${limits.cell} characters`, got };
  const read = plainValue(column.read(cleanCell(cell)));
  if (read instanceof CellProblem)
    return { expected: read.expected, got, ...(read.hint && { hint: read.hint }) };
  if (typeof value === typeof read && !isDeepStrictEqual(read, value)) {
    return { expected: `${column.expected}, as an import reads it`, got };
  }
  return cell;
}
