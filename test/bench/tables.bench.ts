import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { fromRoot } from "../../shared/base/project/project-root";
import { passwordOf } from "../../shared/runner/embedded-postgres/secrets";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { unusedPort } from "../support/processes/unused-port";
import type { AskedWards } from "./lanes/ask-wards";
import { percentile, table } from "./support/measure";
import { copyDossiers } from "./tables/copy-dossiers";
import { type Downloaded, download } from "./tables/download";
import { memoryGrowth } from "./tables/graph-memory";
import { readPages } from "./tables/read-pages";

const fields =
  "id code procedure { code name } organization { code } unit { code } channel applicant status receivedAt dueAt resolvedAt digitised payment satisfaction origin";
const query = `query($first: Int) { dossiers(first: $first) { nodes { ${fields} } } }`;
const wardMs = 20_000;

/**
 * Dossiers as files beside pages of 200, as a client reads them without tables, and COPY of the same columns: time, first
 * byte, memory of the gateway; and what others notice while two tables are read. The whole graph at the city's scale, or at
 * BENCH_SCALE; BENCH_ROWS of 200,000 (BENCH_PAGED by pages), BENCH_LARGE of a million. BENCH_PARTS: which of csv, pages, copy, large, others.
 */
export async function run(): Promise<void> {
  const databasePort = await unusedPort();
  const { BENCH_SCALE = "1", BENCH_ROWS = "200000", BENCH_LARGE = "1000000", BENCH_PARTS } = process.env;
  const paged = Number(process.env.BENCH_PAGED ?? BENCH_ROWS);
  const parts = BENCH_PARTS?.split(",") ?? ["csv", "pages", "copy", "large", "others"];
  const [rows, large] = [Number(BENCH_ROWS), Number(BENCH_LARGE)];
  const variables = {
    ...{ SEED_SCALE: BENCH_SCALE, LOG_LEVEL: "error", DATABASE_PORT: String(databasePort) },
    // What a minute may cost is no part of what is measured.
    RATE_ANALYST: "0",
  };
  const graph = await startGraph(fromRoot(), variables, 900_000);
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    // Until dossiers are read into memory, and everything has been asked once.
    await sleep(20_000);
    for (let seconds = Number.POSITIVE_INFINITY; seconds > 2; )
      ({ seconds } = await download(graph, token, asked("csv", 5_000)));
    const lines: (string | number)[][] = [];
    const tell = (
      what: string,
      count: number,
      { seconds, firstMs, bytes }: Partial<Downloaded>,
      grown?: number,
    ) => {
      lines.push([
        ...[
          what,
          count.toLocaleString("en"),
          seconds ?? 0,
          firstMs ?? "",
          (bytes ?? 0) / 1_000_000,
          grown ?? "",
        ],
      ]);
    };
    const tellTable = async (format: string, count: number) => {
      const work = () => download(graph, token, asked(format, count));
      const { result, grownMb } = await memoryGrowth(graph.dataDirectory, "gateway", work);
      if (format === "csv" && result.lines !== count + 1)
        throw new Error(`Expected ${count + 1} lines; got ${result.lines}.`);
      tell(`POST /tables, ${format}`, count, result, grownMb);
    };
    if (parts.includes("csv")) for (let times = 0; times < 3; times++) await tellTable("csv", rows);
    if (parts.includes("copy")) {
      const { password } = passwordOf(graph.dataDirectory, "procedures");
      const url = `postgres://procedures:${password}@127.0.0.1:${databasePort}/procedures`;
      for (let times = 0; times < 2; times++) tell("COPY", rows, await copyDossiers(url, rows));
    }
    if (parts.includes("pages")) tell("pages of 200", paged, await readPages(graph, token, fields, paged));
    if (parts.includes("large"))
      for (const format of ["csv", "parquet", "xlsx"]) await tellTable(format, large);
    console.log(table(["way", "rows", "s", "first byte ms", "MB", "gateway grew by MB"], lines));
    if (parts.includes("others")) await tellOthers(graph, token, large);
  } catch (error) {
    // What the graph has shown says why, and is gone with it.
    console.error(graph.output().slice(-4_000));
    throw error;
  } finally {
    await graph.interrupt();
    await graph.cleanUp();
  }
}

function asked(format: string, first: number) {
  return { query, variables: { first }, format };
}

/** The query of one ward, ten times a second: alone, and while two tables are read one after the other. */
async function tellOthers(graph: RunningGraph, token: string, rows: number): Promise<void> {
  const quiet = await askWards(graph);
  const end = new AbortController();
  let [read, told] = [0, 0];
  const reading = [1, 2].map(async () => {
    while (!end.signal.aborted) {
      // It is ended in the middle.
      await download(graph, token, asked("csv", rows), end.signal).then(
        () => read++,
        () => told++,
      );
    }
  });
  await sleep(2_000);
  const beside = await askWards(graph);
  end.abort();
  await Promise.all(reading);
  const p95 = ({ times }: AskedWards) => percentile(times, 0.95);
  const row = (what: string, wards: AskedWards) => [
    ...[what, percentile(wards.times, 0.5), p95(wards), `${(p95(wards) / p95(quiet)).toFixed(1)} ×`],
    `${wards.failed} of ${wards.times.length}`,
  ];
  const headings = ["beside", "ward p50 ms", "p95 ms", "to quiet", "failed"];
  console.log(`\n${table(headings, [row("nothing", quiet), row("two tables", beside)])}`);
  if (told > 2)
    throw new Error(`Expected the tables to end with the bench; ${told} were cut off, ${read} whole.`);
}

const runFile = promisify(execFile);

async function askWards({ origin }: RunningGraph): Promise<AskedWards> {
  const main = fromRoot("dist", "test", "bench", "lanes", "ask-wards.js");
  const { stdout } = await runFile(process.execPath, [main, origin, String(wardMs)], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}
