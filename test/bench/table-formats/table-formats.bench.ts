import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { formatNames } from "../../../gateway/table-formats/writing/table-format";
import { table } from "../support/measure";
import type { ExportCost } from "./measure-main";
import { measurePeers } from "./peers";

const execute = promisify(execFile);

/**
 * 200,000 dossiers of thirteen columns in each format, a million in the binary ones (or BENCH_ROWS, BENCH_MANY), each in a
 * process of its own, whose rows are made while they are written. Beside packages that write the same as a stream.
 */
export async function run(): Promise<void> {
  const rows = Number(process.env.BENCH_ROWS ?? 200_000);
  const many = Number(process.env.BENCH_MANY ?? 1_000_000);
  const costs: [string, number, ExportCost][] = [];
  for (const format of formatNames) costs.push([format, rows, await measure(format, rows)]);
  for (const format of ["xlsx", "parquet", "arrow"]) costs.push([format, many, await measure(format, many)]);
  console.log(
    table(
      [
        "format",
        "rows",
        "rows/s",
        "rows/s of processor",
        "MB",
        "first byte ms",
        "memory +MB",
        "longest turn ms",
      ],
      costs.map(([format, count, cost]) => [
        format,
        count,
        Math.round(count / cost.seconds),
        Math.round(count / cost.processorSeconds),
        round(cost.megabytes),
        round(cost.firstByteMs),
        Math.round(cost.grownMegabytes),
        round(cost.longestTurnMs),
      ]),
    ),
  );
  const peers = await measurePeers(rows);
  console.log(
    table(
      ["peer", "rows", "rows/s", "rows/s of processor", "MB", "memory +MB"],
      peers.map(({ name, seconds, processorSeconds, megabytes, grownMegabytes }) => [
        name,
        rows,
        Math.round(rows / seconds),
        Math.round(rows / processorSeconds),
        round(megabytes),
        Math.round(grownMegabytes),
      ]),
    ),
  );
}

async function measure(format: string, rows: number): Promise<ExportCost> {
  const main = join(__dirname, "measure-main.js");
  const { stdout } = await execute(process.execPath, ["--expose-gc", main, format, String(rows)]);
  return JSON.parse(stdout);
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
