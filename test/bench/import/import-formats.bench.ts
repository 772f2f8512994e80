import "reflect-metadata";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { openTestSubgraph } from "../../support/subgraph/subgraph-harness";
import { table } from "../support/measure";
import { timeImport } from "./time-import";
import { writeTaskCsv, writeTaskWorkbook } from "./write-task-files";

const rows = Number(process.env.BENCH_ROWS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

/**
 * The same 100,000 new tasks (or BENCH_ROWS) as CSV and as a workbook, in turn, each into a database of its own that has a
 * hundredth of the demonstration, by a process as `npm run import` starts it.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "graph-import-"));
  try {
    const files = { csv: join(folder, "tasks.csv"), xlsx: join(folder, "tasks.xlsx") };
    await writeTaskCsv(files.csv, rows);
    await writeTaskWorkbook(files.xlsx, rows);
    const measured: [string, number, number, number, string][] = [];
    for (let round = 1; round <= rounds; round += 1) {
      for (const [format, file] of Object.entries(files)) {
        const subgraph = await openTestSubgraph(tasks);
        try {
          const { parts, seconds, megabytes, outcome } = await timeImport("tasks", file, subgraph.url);
          if (!outcome.includes(`${rows} inserted`)) throw new Error(outcome);
          const reading = parts.find(({ name }) => name.startsWith("reading"))?.seconds ?? Number.NaN;
          const { size } = await stat(file);
          measured.push([format, Math.round(size / 1e5) / 10, reading, seconds, megabytes]);
        } finally {
          await subgraph.close();
        }
      }
    }
    console.log(table(["file", "MB", "reading, s", "together, s", "at most, MB of memory"], measured));
    const best = (format: string) =>
      Math.min(...measured.filter(([name]) => name === format).map((one) => one[3]));
    console.log(
      `\nThe workbook takes ${(best("xlsx") / best("csv")).toFixed(2)} of the CSV's time, the best of each.`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
