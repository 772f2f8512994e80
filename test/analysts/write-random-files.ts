import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { formatNames } from "../../gateway/table-formats/writing/table-format";
import { answerOf } from "../support/tables/answer-of";
import { randomTable } from "../support/tables/random-tables";
import { writeBytes } from "../support/tables/write-bytes";

/** How many tables; the same ones for the same seed. */
const tables = 60;

/** Writes random tables into a folder, each in every format, beside a JSON that tells its columns and rows. */
export async function writeRandomFiles(folder: string, seed: number): Promise<void> {
  const samples = fc.sample(randomTable, { numRuns: tables, seed });
  for (const [at, table] of samples.entries()) {
    writeFileSync(join(folder, `${at}.json`), JSON.stringify(table));
    for (const format of formatNames.filter((name) => name !== "json")) {
      const { bytes, error } = await writeBytes(format, answerOf([{ name: "t", ...table }]));
      if (error !== undefined) throw error;
      writeFileSync(join(folder, `${at}.${format}`), bytes);
    }
  }
}
