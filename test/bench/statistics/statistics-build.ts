import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sql from "sql-template-tag";
import { createLogger } from "../../../shared/base/log/logger";
import { fromRoot } from "../../../shared/base/project/project-root";
import { createDataSource } from "../../../shared/database/data-source";
import { Database } from "../../../shared/database/database";
import { createTestDatabase } from "../../support/database/test-cluster";
import { testNow } from "../../support/subgraph/subgraph-harness";
import { type SubgraphProcess, startSubgraphProcess } from "../abandoned/subgraph-process";

/** The procedures of one build, as a process of its own on a database of its own, with the city's dossiers. */
export interface StatisticsBuild {
  name: string;
  served: SubgraphProcess;
  /** Of its database. */
  url: string;
  /** Seconds that its rows took; from the process's first start to a statistic of many groups; the same after a restart. */
  seconds: { rows: number; start: number; restart: number };
  /** One dossier more, or one less, is digitised. */
  change(): Promise<void>;
  end(): Promise<void>;
}

export interface BuildOptions {
  name: string;
  /** A built checkout. */
  root: string;
  scale: number;
  /** A database that has the rows already. */
  url?: string | undefined;
}

export async function startStatisticsBuild({
  name,
  root,
  scale,
  url,
}: BuildOptions): Promise<StatisticsBuild> {
  const databaseUrl = url ?? (await createTestDatabase("statistics"));
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-statistics-"));
  const makeRows = async () => {
    if (url !== undefined) return;
    const environment = { SEED_SCALE: String(scale), DATA_DIRECTORY: dataDirectory };
    for (const verb of ["migrate", "seed"]) await runVerb(root, verb, databaseUrl, environment);
  };
  const source = createDataSource({
    ...{ url: databaseUrl, applicationName: "bench", entities: [], migrations: [], poolSize: 1 },
    ...{ slowStatements: 1, statementTimeoutMs: 600_000, log: createLogger("bench", "warn") },
  });
  const rows = await secondsOf(makeRows);
  await source.initialize();
  const database = Database.of(source);
  if (url === undefined) await database.rows(sql`VACUUM ANALYZE`);
  const start = () => startAnswering(root, databaseUrl, dataDirectory);
  const [started, first] = await timed(start);
  await started.endMs();
  const [served, again] = await timed(start);
  return {
    ...{ name, served, url: databaseUrl, seconds: { rows, start: first, restart: again } },
    async change() {
      await database.rows(sql`
        UPDATE dossier SET digitised = NOT digitised
        WHERE id = (SELECT id FROM dossier ORDER BY received_at DESC, id DESC LIMIT 1)`);
    },
    async end() {
      await served.endMs();
      await source.destroy();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function runVerb(
  root: string,
  verb: string,
  url: string,
  environment: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, [join(root, "dist", "subgraphs", "procedures", "main.js"), verb], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...{ NODE_ENV: "production", LOG_LEVEL: "fatal", GRAPH_NOW: testNow, PROCEDURES_DATABASE_URL: url },
      ...environment,
    },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`Expected ${verb} in ${root} to end well; it ended with ${code}.`);
}

/** What this build logs when its store is filled: to ask until it answers would take PostgreSQL from the filling. */
const storeReady = "statistics are answered from the column store";

/** Starts the process, and waits until it answers what takes plain SQL longer than a request may. */
async function startAnswering(root: string, url: string, dataDirectory: string): Promise<SubgraphProcess> {
  const ready = root === fromRoot() ? storeReady : undefined;
  const served = await startSubgraphProcess(root, "procedures", url, dataDirectory, ready);
  const hard =
    "{ dossierStats(groupBy: [UNIT, PROCEDURE, CHANNEL], first: 1) { rows { measures { received } } } }";
  while ((await served.ask(hard)).text.includes('"errors"')) await sleep(100);
  return served;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const [, seconds] = await timed(work);
  return seconds;
}

async function timed<Done>(work: () => Promise<Done>): Promise<[Done, number]> {
  const begun = performance.now();
  const done = await work();
  return [done, (performance.now() - begun) / 1000];
}
