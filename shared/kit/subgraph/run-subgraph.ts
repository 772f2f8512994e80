import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { clockFrom, systemClock } from "../../base/clock/clock";
import { ConfigurationError, type Environment } from "../../base/config/read-config";
import { createLogger } from "../../base/log/logger";
import { report } from "../../base/process/report";
import { fromSource } from "../../base/project/project-root";
import { migrate, migrationDrift } from "../../database/migrate";
import { openDatabase } from "../../database/open-database";
import { requireSameBaseline } from "../../database/same-baseline";
import { runSeeds } from "../../database/seed";
import { tokensOf } from "../../http/identity/token-issuer";
import { readSentences } from "../../import/report/translate";
import { runImport } from "../../import/run-import";
import { recordImport } from "../audit/record-import";
import { printSubgraph } from "./build-schema";
import { declareToGateway } from "./declare-to-gateway";
import type { Subgraph } from "./define-subgraph";
import { type Run, serveUntilStopped } from "./serve-until-stopped";
import { readSubgraphConfig } from "./subgraph-config";
import { sourceOf, withDatabase } from "./subgraph-databases";

/** The commands of a subgraph's process; without one it migrates, seeds and serves. */
const verbs = {
  up: async (run: Run) => {
    await verbs.migrate(run);
    await verbs.seed(run);
    await verbs.serve(run);
  },
  serve: (run: Run) => serveUntilStopped(run, () => process.off("disconnect", endAtOnce)),
  migrate: async ({ subgraph, config, log }: Run) => {
    const done = await withDatabase(subgraph, config, log, async (dataSource) => {
      const names = await migrate(dataSource);
      const baseline = fromSource(subgraph.directory, join("migrations", "baseline.sql"));
      if (existsSync(baseline))
        await requireSameBaseline(dataSource, readFileSync(baseline, "utf8"), names.length > 0);
      return names;
    });
    log.info({ done }, done.length > 0 ? "migrated" : "nothing to migrate");
  },
  seed: async ({ subgraph, config, log }: Run) => {
    const done = await withDatabase(subgraph, config, log, (dataSource) =>
      runSeeds(dataSource, subgraph.seeds, {
        clock: clockFrom(config.GRAPH_NOW),
        scale: config.SEED_SCALE,
        progress: (step, done, total) => report({ kind: "progress", step, done, total }),
      }),
    );
    log.info({ done }, done.length > 0 ? "seeded" : "nothing to seed");
  },
  drift: async ({ subgraph, config, log }: Run) => {
    const drift = await withDatabase(subgraph, config, log, migrationDrift);
    for (const statement of drift) console.log(statement);
    if (drift.length > 0) process.exitCode = 1;
  },
};

/** The whole of a subgraph's process: `main.ts` of its folder calls nothing else. */
export async function runSubgraph(
  subgraph: Subgraph,
  verb = process.argv[2] ?? "up",
  environment: Environment = process.env,
): Promise<void> {
  // Until it serves, and then stops in order, a process whose supervisor is gone just ends.
  process.once("disconnect", endAtOnce);
  try {
    if (verb === "schema") return void process.stdout.write(await printSubgraph(subgraph));
    if (verb === "declarations") return void process.stdout.write(declareToGateway(subgraph));
    if (verb === "import") {
      process.exitCode = await importFiles(subgraph, environment);
      return;
    }
    const run = verbs[verb as keyof typeof verbs];
    if (!run)
      throw new ConfigurationError(
        `Expected one of ${Object.keys(verbs).join(", ")}, schema, declarations, import; got ${verb}.`,
      );
    const config = readSubgraphConfig(subgraph.name, environment);
    await run({ subgraph, config, log: createLogger(subgraph.name, config.LOG_LEVEL) });
  } catch (error) {
    fail(subgraph, error);
  }
}

/** Takes in a file, or prints a template, which needs no database. Gives the exit code. */
function importFiles(subgraph: Subgraph, environment: Environment): Promise<number> {
  const { name, imports = [] } = subgraph;
  const open = () => {
    const config = readSubgraphConfig(name, environment);
    return openDatabase(sourceOf(subgraph, config, createLogger(name, "silent")), name);
  };
  const clock = () => clockFrom(environment.GRAPH_NOW || undefined);
  const { stdin, stdout, stderr } = process;
  const sentences = () => readSentences(subgraph.directory, "imports.vi.json");
  return runImport({ name, imports, sentences }, process.argv.slice(3), {
    open,
    tokens: () => tokensOf(environment, systemClock),
    clock,
    record: recordImport,
    environment,
    stdin,
    stdout,
    stderr,
  });
}

function endAtOnce(): void {
  process.exit(1);
}

/** Ends the process with one line for the operator; the stack of what was not foreseen goes to the log. */
function fail(subgraph: Subgraph, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigurationError) console.error(message);
  else createLogger(subgraph.name, "error").fatal({ err: error }, message);
  report({ kind: "failed", message: `${subgraph.name}: ${message}` });
  process.exitCode = 1;
  process.off("disconnect", endAtOnce);
  process.disconnect?.();
}
