import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sql from "sql-template-tag";
import { createDataSource } from "../../../shared/database/data-source";
import { Database } from "../../../shared/database/database";
import { createLogger } from "../../../shared/log/logger";
import { testNow } from "../../support/subgraph-harness";
import { createTestDatabase } from "../../support/test-cluster";
import { type SubgraphProcess, startSubgraphProcess } from "../abandoned/subgraph-process";

/** The procedures of one build, as a process of its own on a database of its own, with the city's dossiers. */
export interface StatisticsBuild {
  name: string;
  served: SubgraphProcess;
  /** Seconds that its rows took, and seconds from its start to the first request. */
  seedSeconds: number;
  startSeconds: number;
  end(): Promise<void>;
  /** One dossier more, or one less, is digitised. */
  change(): Promise<void>;
}

/** `root` is a built checkout. */
export async function startStatisticsBuild(
  name: string,
  root: string,
  scale: number,
): Promise<StatisticsBuild> {
  const url = await createTestDatabase("statistics");
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-statistics-"));
  const main = join(root, "dist", "subgraphs", "procedures", "main.js");
  const runVerb = async (verb: string) => {
    const child = spawn(process.execPath, [main, verb], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        ...{ NODE_ENV: "production", LOG_LEVEL: "fatal", GRAPH_NOW: testNow, SEED_SCALE: String(scale) },
        ...{ DATA_DIRECTORY: dataDirectory, PROCEDURES_DATABASE_URL: url },
      },
    });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`Expected ${verb} of ${name} to end well; it ended with ${code}.`);
  };
  const seedSeconds = await seconds(async () => {
    await runVerb("migrate");
    await runVerb("seed");
  });
  let served: SubgraphProcess | undefined;
  const startSeconds = await seconds(async () => {
    served = await startSubgraphProcess(root, "procedures", url, dataDirectory);
  });
  if (!served) throw new Error("Expected a process.");
  const source = createDataSource({
    ...{ url, applicationName: "bench", entities: [], migrations: [], poolSize: 1 },
    ...{ slowStatements: 1, statementTimeoutMs: 600_000, log: createLogger("bench", "warn") },
  });
  await source.initialize();
  const rows = Database.of(source);
  await rows.rows(sql`VACUUM ANALYZE`);
  const { endMs } = served;
  return {
    ...{ name, served, seedSeconds, startSeconds },
    async change() {
      await rows.rows(sql`
        UPDATE dossier SET digitised = NOT digitised
        WHERE id = (SELECT id FROM dossier ORDER BY received_at DESC, id DESC LIMIT 1)`);
    },
    async end() {
      await endMs();
      await source.destroy();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}
