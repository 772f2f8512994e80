import "reflect-metadata";
import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql, { type Sql } from "sql-template-tag";
import type { DataSource } from "typeorm";
import { fixedClock } from "../../shared/base/clock/clock";
import type { Database } from "../../shared/database/database";
import { runSeeds } from "../../shared/database/seed";
import { procedures } from "../../subgraphs/procedures/subgraph";
import { openTestSubgraph, testNow } from "../support/subgraph/subgraph-harness";
import { type ImportTimes, timeImport } from "./import/time-import";
import { writeDossierFile } from "./import/write-dossier-file";
import { table } from "./support/measure";

const rows = Number(process.env.BENCH_ROWS ?? 500_000);

/**
 * Half a million new dossiers (or BENCH_ROWS) into a database that has the demonstration's at BENCH_SCALE, by a
 * process of its own as `npm run import` starts it: into months that are there, or into earlier ones with
 * BENCH_DAYS_BACK. Then the same file again, and one whose last row is bad: neither may change anything.
 */
export async function run(): Promise<void> {
  const subgraph = await openTestSubgraph({ ...procedures, seeds: [] });
  const folder = await mkdtemp(join(tmpdir(), "graph-import-"));
  const file = join(folder, "dossiers.csv");
  try {
    const { database, dataSource, url } = subgraph;
    const clock = fixedClock(testNow);
    const scale = Number(process.env.BENCH_SCALE ?? 1);
    await runSeeds(dataSource, procedures.seeds, { clock, scale, progress: () => undefined });
    await vacuum(dataSource);
    const bytes = await writeDossierFile(dataSource, file, rows, Number(process.env.BENCH_DAYS_BACK ?? 0));
    console.log(`${JSON.stringify(await contents(database))}; a file of ${Math.round(bytes / 1e6)} MB\n`);

    const first = await timeImport("procedures", file, url);
    console.log(`${first.outcome}\n\n${partsOf(first)}\n`);
    const before = await contents(database);
    const again = await timeImport("procedures", file, url);
    await appendFile(file, "BENCH-BAD,no procedure\r\n");
    const bad = await timeImport("procedures", file, url);
    const same = JSON.stringify(before) === JSON.stringify(await contents(database));
    console.log(`Again: ${again.outcome}\n\n${partsOf(again)}\n\nWith a bad last row: ${bad.outcome}\n`);
    console.log(`After both ${same ? "every row is as it was" : "rows are NOT as they were"}.`);
  } finally {
    await subgraph.close();
    await rm(folder, { recursive: true });
  }
}

async function vacuum(dataSource: DataSource): Promise<void> {
  const runner = dataSource.createQueryRunner();
  await runner.query("SET statement_timeout = 0");
  await runner.query("VACUUM ANALYZE");
  await runner.release();
}

function partsOf({ parts, seconds, megabytes }: ImportTimes): string {
  return table(
    ["part", "seconds"],
    [
      ...parts
        .filter(({ name }) => name !== "writing")
        .map(({ name, seconds: part }) => [name, part] as [string, number]),
      [`together, with the start of the process; at most ${megabytes} MB in it`, seconds],
    ],
  );
}

/** How many rows there are, and a sum over all that stands in them. */
async function contents(database: Database): Promise<object> {
  return unlimited(
    database,
    sql`
    SELECT d.dossiers, e.events, c.codes, d.sum + e.sum + c.sum AS sum FROM
      (SELECT count(*)::int AS dossiers, sum(hashtextextended(d::text, 0)) FROM dossier d) AS d,
      (SELECT count(*)::int AS events, sum(hashtextextended(e::text, 0)) FROM dossier_event e) AS e,
      (SELECT count(*)::int AS codes, coalesce(sum(hashtextextended(c::text, 0)), 0) AS sum FROM dossier_code c) AS c`,
  );
}

/** The one row of a statement that may take its time. */
function unlimited<Row extends object>(database: Database, statement: Sql): Promise<Row> {
  return database.transaction(async (transaction) => {
    await transaction.rows(sql`SET LOCAL statement_timeout = 0`);
    return transaction.row<Row>(statement);
  });
}
