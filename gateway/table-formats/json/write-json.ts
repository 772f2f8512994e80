import type { Column, Table, TableAnswer } from "../../tables/table";
import { incompleteBecause } from "../writing/incomplete";
import { rowSlices } from "../writing/row-slices";
import type { FormatOptions } from "../writing/table-format";
import { jsonCells } from "./json-cells";

/**
 * All tables of an answer and its notes as one JSON document:
 * `{"tables":[{"name","columns":[{"name","key","type","scale"}],"rows":[[…]]}],"notes":{…}}`. Decimals are texts, since
 * JSON.parse would round them; the column says that they are decimals. A document that had to be ended before its end has
 * `errors` in place of `notes`.
 */
export async function* writeJson(
  answer: TableAnswer,
  _options: FormatOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from('{"tables":[');
  let begun = "";
  try {
    for (const [at, table] of answer.tables.entries()) {
      yield Buffer.from(`${at > 0 ? "," : ""}${headOf(table)}`);
      begun = "]}";
      yield* writeRows(table, signal);
      yield Buffer.from(begun);
      begun = "";
    }
  } catch (error) {
    const { message, code } = incompleteBecause(error);
    const errors = JSON.stringify([{ message, extensions: { code } }]);
    if (!signal.aborted) yield Buffer.from(`${begun}],\n"incomplete":true,"errors":${errors}}\n`);
    throw error;
  }
  yield Buffer.from(`],\n"notes":${JSON.stringify(answer.notes())}}\n`);
}

async function* writeRows({ columns, pages }: Table, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const cells = jsonCells(columns, "texts");
  let before = "\n[";
  for await (const rows of rowSlices(pages, signal)) {
    let text = "";
    for (const row of rows) {
      text += before;
      let at = 0;
      for (const write of cells) {
        if (at > 0) text += ",";
        text += write(row[at++] ?? null);
      }
      text += "]";
      before = ",\n[";
    }
    yield Buffer.from(text);
  }
}

function headOf({ name, columns }: Table): string {
  return `\n{"name":${JSON.stringify(name)},"columns":${JSON.stringify(columns.map(describeColumn))},"rows":[`;
}

function describeColumn({ name, key, type }: Column) {
  const scale = type.kind === "decimal" ? type.scale : undefined;
  return { name, key, type: type.kind, ...(scale !== undefined && { scale }) };
}
