import type { FormatName, TableFormat } from "./table-format";

async function* ndjson(answer: Parameters<TableFormat["write"]>[0]): AsyncGenerator<Uint8Array> {
  for (const { columns, pages } of answer.tables) {
    for await (const page of pages) {
      const lines = page.map((row) => JSON.stringify(Object.fromEntries(columns.map(({ key }, at) => [key, row[at]]))));
      yield Buffer.from(lines.map((line) => `${line}\n`).join(""));
    }
  }
}

const format: TableFormat = {
  contentType: "application/x-ndjson; charset=utf-8",
  extension: "ndjson",
  severalTables: true,
  write: ndjson,
};

export const tableFormats: Readonly<Record<FormatName, TableFormat>> = {
  csv: format,
  xlsx: format,
  ndjson: format,
  json: format,
  parquet: format,
  arrow: format,
};
