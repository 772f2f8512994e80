import type { TableAnswer } from "../../tables/table";
import { incompleteBecause } from "../writing/incomplete";
import { onlyTable } from "../writing/only-table";
import { rowSlices } from "../writing/row-slices";
import type { FormatOptions } from "../writing/table-format";
import { jsonCells } from "./json-cells";

/**
 * A table as NDJSON (https://github.com/ndjson/ndjson-spec): an object a line, its names those of the columns.
 * Decimals are numbers, so that pandas and DuckDB reckon with them; one of more than the fifteen digits that a double
 * keeps is a text. Instants are Hanoi's time with its offset.
 */
export async function* writeNdjson(
  answer: TableAnswer,
  _options: FormatOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const { columns, pages } = onlyTable(answer, "ndjson");
  const cells = jsonCells(columns, "numbers").map((write, at) => ({
    before: `${at === 0 ? "{" : ","}${JSON.stringify(columns[at]?.name)}:`,
    write,
  }));
  const empty = columns.length === 0 ? "{" : "";
  try {
    for await (const rows of rowSlices(pages, signal)) {
      let text = "";
      for (const row of rows) {
        text += empty;
        let at = 0;
        for (const { before, write } of cells) text += before + write(row[at++] ?? null);
        text += "}\n";
      }
      yield Buffer.from(text);
    }
  } catch (error) {
    const line = { incomplete: true, errors: [errorOf(error)] };
    if (!signal.aborted) yield Buffer.from(`${JSON.stringify(line)}\n`);
    throw error;
  }
}

function errorOf(error: unknown) {
  const { message, code } = incompleteBecause(error);
  return { message, extensions: { code } };
}
