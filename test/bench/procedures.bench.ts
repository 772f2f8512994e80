import "reflect-metadata";
import { cpSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import sql, { raw } from "sql-template-tag";
import { fixedClock } from "../../shared/base/clock/clock";
import { createLogger } from "../../shared/base/log/logger";
import type { Database } from "../../shared/database/database";
import { runSeeds } from "../../shared/database/seed";
import { ColumnStore } from "../../shared/kit/column-store/column-store";
import { encodeCursor } from "../../shared/kit/connection/cursor";
import { dossierCube } from "../../subgraphs/procedures/dossier/dossier.cube";
import { procedures } from "../../subgraphs/procedures/subgraph";
import {
  openSubgraphOn,
  openTestSubgraph,
  type TestSubgraph,
  testNow,
} from "../support/subgraph/subgraph-harness";
import { everyQuery, queries } from "./procedures/queries";
import { runQueries } from "./procedures/run-queries";
import { measure, table } from "./support/measure";

/**
 * The demonstration's dossiers at the city's scale, or at BENCH_SCALE: their making, the filling and the opening of the
 * column store, then the questions of a dashboard and every question of two dimensions and a time bucket, and pages at
 * both ends of every order. BENCH_DATABASE_URL names a database that has them already: thirty million take most of an
 * hour to make. BENCH_EVERY=10 asks every tenth question. BENCH_BARE_SECONDS is how long plain PostgreSQL may take for an answer; 0 leaves it out.
 */
export async function run(): Promise<void> {
  const kept = process.env.BENCH_DATABASE_URL;
  const bench = { ...procedures, cubes: [] };
  const made = kept === undefined ? await openTestSubgraph({ ...bench, seeds: [] }) : undefined;
  const url = kept ?? made?.url ?? "";
  const patient = await openSubgraphOn(bench, url, bareSeconds * 1000);
  const subgraph = await openSubgraphOn(bench, url, statementTimeoutMs);
  const folder = await mkdtemp(join(tmpdir(), "bench-statistics-"));
  try {
    if (made) await seed(patient, Number(process.env.BENCH_SCALE ?? 1));
    await tellSize(patient.database);
    await compareStores(subgraph, patient.database, folder);
    await turnPages(subgraph, patient.database);
  } finally {
    await patient.close();
    await subgraph.close();
    await made?.close();
    await rm(folder, { recursive: true });
  }
}

/** As in the running graph. */
const statementTimeoutMs = 2_500;
const bareSeconds = Number(process.env.BENCH_BARE_SECONDS ?? 600);

export async function seed({ dataSource, database }: TestSubgraph, scale: number): Promise<void> {
  const begun = new Map<string, number>();
  const ended = new Map<string, number>();
  await runSeeds(dataSource, procedures.seeds, {
    clock: fixedClock(testNow),
    scale,
    progress: (step, done) => (done === 0 ? begun : ended).set(step, performance.now()),
  });
  const seconds = [...ended].map(
    ([step, end]) => `${step} ${((end - (begun.get(step) ?? end)) / 1000).toFixed(1)} s`,
  );
  await database.rows(sql`VACUUM ANALYZE`);
  console.log(`made in: ${seconds.join(", ")}\n`);
}

async function tellSize(database: Database): Promise<void> {
  const size = await database.row(sql`
    SELECT (SELECT count(*)::int FROM dossier) AS dossiers, (SELECT count(*)::int FROM dossier_event) AS events,
      pg_size_pretty(pg_database_size(current_database())) AS size`);
  console.log(`${JSON.stringify(size)}\n`);
}

/** The store filled, opened again as after a restart, and asked; beside it the same rows asked directly. */
async function compareStores(subgraph: TestSubgraph, patient: Database, folder: string): Promise<void> {
  const opened = async () => {
    const store = new ColumnStore({
      ...{ cube: dossierCube, dataSource: subgraph.dataSource, folder, statementTimeoutMs },
      log: createLogger("bench", "warn"),
      memory: Number(process.env.COLUMN_STORE_MB ?? 256) * 2 ** 20,
      threads: Number(process.env.COLUMN_STORE_THREADS ?? 2),
    });
    const begun = performance.now();
    await store.open();
    return { store, seconds: (performance.now() - begun) / 1000 };
  };
  const filled = await opened();
  await filled.store.end();
  const { size } = await stat(join(folder, "1.duckdb"));
  const { store, seconds } = await opened();
  const megabytes = Math.round(size / 1e6);
  console.log(
    `filled in ${filled.seconds.toFixed(1)} s (${megabytes} MB), opened again in ${seconds.toFixed(2)} s\n`,
  );
  await filled.store.end();
  await store.end();
  cpSync(join(folder, "1.duckdb"), join(folder, "direct.duckdb"));
  const again = await opened();
  const direct = await DuckDBInstance.create(join(folder, "direct.duckdb"), {
    threads: "2",
    memory_limit: "1GB",
  });
  const connection = await direct.connect();
  const asked = {
    ...{ store: again.store, database: subgraph.database, patient, now: new Date(testNow) },
    direct: async (statement: string) => void (await connection.runAndReadAll(statement)),
  };
  const dashboard = queries.map(([name, query]) => ({
    name,
    query: { groupBy: [], first: 1000, ...query },
  }));
  await runQueries(asked, dashboard, bareSeconds > 0);
  const every = Number(process.env.BENCH_EVERY ?? 1);
  await runQueries(
    asked,
    everyQuery().filter((_, at) => at % every === 0),
    false,
  );
  console.log(`resident memory: ${Math.round(process.memoryUsage().rss / 1e6)} MB\n`);
  connection.closeSync();
  direct.closeSync();
  await again.store.end();
}

const orders = [
  { field: "RECEIVED_AT", column: "received_at" },
  { field: "DUE_AT", column: "due_at" },
  { field: "RESOLVED_AT", column: "resolved_at" },
] as const;

/** Pages of 50 through the subgraph: the first, and the one that begins at the middle of all dossiers. */
async function turnPages(subgraph: TestSubgraph, patient: Database): Promise<void> {
  const { total } = await patient.row<{ total: number }>(sql`SELECT count(*)::int AS total FROM dossier`);
  const middle = Math.floor(total / 100);
  const rows: (string | number)[][] = [];
  for (const { field, column } of orders) {
    for (const direction of ["ASC", "DESC"] as const) {
      const [last] = await patient.rows<{ value: string; id: string }>(sql`
        SELECT ${raw(column)}::text AS value, id FROM dossier
        ORDER BY ${raw(`${column} ${direction} NULLS LAST, id ${direction}`)} OFFSET ${middle * 50 - 1} LIMIT 1`);
      const term = { sql: sql``, direction, nullable: true };
      const terms = [
        { ...term, name: field, type: "timestamptz" as const },
        { ...term, name: "", type: "bigint" as const },
      ];
      const cursor = encodeCursor([last?.value ?? null, last?.id ?? null], terms);
      const turn = (after: string | null) => async () => {
        const { errors } = await subgraph.execute(
          `query ($after: String) { dossiers(first: 50, after: $after, orderBy: [{ field: ${field}, direction: ${direction} }]) {
            nodes { id status receivedAt dueAt resolvedAt timeliness overdue } pageInfo { endCursor hasNextPage } } }`,
          { after },
        );
        if (errors.length > 0) throw new Error(errors[0]?.message);
      };
      const [first, deep] = [await measure(turn(null)), await measure(turn(cursor))];
      const factor = `${(deep.p50 / first.p50).toFixed(2)} ×`;
      rows.push([`${field} ${direction}`, first.p50, first.p95, deep.p50, deep.p95, factor]);
    }
  }
  const deepPage = `page ${middle + 1}`;
  const headings = ["order", "page 1 p50 ms", "p95", `${deepPage} p50 ms`, "p95", "deep / first"];
  console.log(table(headings, rows));
}
