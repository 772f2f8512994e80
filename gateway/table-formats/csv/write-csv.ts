import { byteOrderMark, csvLine } from "../../../shared/base/text/csv-text";
import { protectFormula } from "../../../shared/base/text/formula-text";
import type { TableAnswer } from "../../tables/table";
import { incompleteText } from "../writing/incomplete";
import { onlyTable } from "../writing/only-table";
import { rowSlices } from "../writing/row-slices";
import type { FormatOptions } from "../writing/table-format";
import { csvCells } from "./csv-cells";

/**
 * A table as CSV of RFC 4180: UTF-8 with its mark, a header, CRLF. With the locale `vi` semicolons stand between cells
 * and decimals have a comma, as a spreadsheet set to Vietnamese reads them; otherwise commas and points.
 *
 * No value is an empty cell, an empty text is `""`. A table of one column has `""` for both: readers skip a line
 * without anything.
 */
export async function* writeCsv(
  answer: TableAnswer,
  { locale, language }: FormatOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { columns, pages } = onlyTable(answer, "csv");
  const delimiter = locale === "vi" ? ";" : ",";
  const write = csvCells(columns, locale, delimiter);
  yield Buffer.from(
    byteOrderMark +
      csvLine(
        columns.map(({ name }) => protectFormula(name)),
        delimiter,
      ),
  );
  try {
    for await (const rows of rowSlices(pages, signal)) yield Buffer.from(write(rows));
  } catch (error) {
    // One cell more than a row has: a program that reads the table stumbles over it.
    const cells = [incompleteText(error, language), ...columns.map(() => "")];
    if (!signal.aborted) yield Buffer.from(csvLine(cells, delimiter));
    throw error;
  }
}
