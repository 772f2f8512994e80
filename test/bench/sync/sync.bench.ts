import "reflect-metadata";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fixedClock } from "../../../shared/base/clock/clock";
import { runSeeds } from "../../../shared/database/seed";
import { procedures } from "../../../subgraphs/procedures/subgraph";
import { serveOpened } from "../../support/subgraph/served-subgraph";
import { openTestSubgraph, type TestSubgraph, testNow } from "../../support/subgraph/subgraph-harness";
import { timeImport } from "../import/time-import";
import { writeDossierFile } from "../import/write-dossier-file";
import { table } from "../support/measure";
import { syncedRows } from "./synced-rows";

const rows = Number(process.env.BENCH_ROWS ?? 10_000);

/**
 * 10,000 dossiers (or BENCH_ROWS) by one request of a sync, over HTTP, into the demonstration at BENCH_SCALE: new ones,
 * the same again, and each with another status. Beside it today's way: a file of as many, in a process of its own.
 */
export async function run(): Promise<void> {
  const subgraph = await openTestSubgraph({ ...procedures, seeds: [] });
  const folder = await mkdtemp(join(tmpdir(), "graph-sync-"));
  try {
    const { dataSource, url } = subgraph;
    const scale = Number(process.env.BENCH_SCALE ?? 1);
    const clock = fixedClock(testNow);
    await runSeeds(dataSource, procedures.seeds, { clock, scale, progress: () => undefined });
    const runner = dataSource.createQueryRunner();
    await runner.query("SET statement_timeout = 0");
    await runner.query("VACUUM ANALYZE");
    await runner.release();
    const file = join(folder, "dossiers.csv");
    await writeDossierFile(dataSource, file, rows, 0);
    const sent = await syncedRows(file);
    const measured = await timeRequests(subgraph, sent);
    // The same rows under other numbers, so that they are new to the database once more.
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("BENCH.", "FILE."));
    const first = await timeImport("procedures", file, url);
    const again = await timeImport("procedures", file, url);
    console.log(
      table(
        [`${rows} dossiers, scale ${scale}`, "seconds", "rows inserted, changed, unchanged"],
        [
          ...measured,
          ["file, by a process: new", first.seconds, first.outcome.split(";")[0] ?? ""],
          ["file, by a process: the same again", again.seconds, again.outcome.split(";")[0] ?? ""],
        ],
      ),
    );
  } finally {
    await subgraph.close();
    await rm(folder, { recursive: true });
  }
}

type Measured = [name: string, seconds: number, counts: string];

async function timeRequests(
  subgraph: TestSubgraph,
  sent: readonly Record<string, unknown>[],
): Promise<Measured[]> {
  const served = await serveOpened(procedures, subgraph);
  const time = async (name: string, of: readonly object[], type: string): Promise<Measured> => {
    const body = type.endsWith("ndjson")
      ? of.map((row) => JSON.stringify(row)).join("\n")
      : JSON.stringify(of);
    const begun = performance.now();
    const { status, body: answer } = await served.post("/sync/dossiers", body, {
      headers: { "content-type": type },
    });
    const seconds = (performance.now() - begun) / 1000;
    if (status !== 200) throw new Error(`Expected all rows to be taken in, got ${JSON.stringify(answer)}.`);
    const { inserted, changed, unchanged } = answer as Record<string, number>;
    return [name, seconds, `${inserted}, ${changed}, ${unchanged}`];
  };
  try {
    const returned = sent.map((row) =>
      row.status === "RESOLVED" ? { ...row, status: "RETURNED" } : { ...row, satisfaction: 3 },
    );
    return [
      await time("JSON: new", sent, "application/json"),
      await time("JSON: the same again", sent, "application/json"),
      await time("NDJSON: each with another status or opinion", returned, "application/x-ndjson"),
      await time("NDJSON: the same again", returned, "application/x-ndjson"),
    ];
  } finally {
    await served.stop();
  }
}
