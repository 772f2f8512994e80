import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** Reads a seed file: UTF-8, commas, a header. Every row must fit `schema`; an empty cell is null. */
export function readCsv<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const rows: unknown[] = parse(readFileSync(file), {
    columns: true,
    bom: true,
    cast: (value, context) => (value === "" && !context.header ? null : value),
  });
  return rows.map((row, index) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return parsed.data;
    throw new Error(`${file}, line ${index + 2}: ${z.prettifyError(parsed.error)}`);
  });
}
