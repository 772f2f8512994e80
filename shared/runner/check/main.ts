import "../../base/process/check-node";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { variablePrefix } from "../../base/config/variable-prefix";
import { fromRoot, projectRoot } from "../../base/project/project-root";
import { readSubgraphList, readSubgraphsElsewhere } from "../../base/project/subgraph-list";
import { removeCluster, startCluster } from "../embedded-postgres/cluster";
import { provisionDatabase } from "../embedded-postgres/provision-database";
import { projectRules } from "./project-rules";
import { runScript } from "./run-script";

/*
 * The part of `npm run check` that no tool knows: do folders, names and documents keep to the project's rules, are the
 * generated files what the code would generate, and do the migrations make what the entities describe. With --write it
 * writes the schemas and checks nothing.
 */

const names = readSubgraphList().map(({ name }) => name);

async function main(): Promise<void> {
  const write = process.argv.includes("--write");
  const generatedProblems = await Promise.all(
    names.map((name) => (write ? writeGenerated(name) : checkGenerated(name))),
  );
  generatedProblems.push(await schemasElsewhere(write));
  const others = write
    ? []
    : [projectRules(projectRoot), await checkSupergraph(), ...(await checkMigrations())];
  const problems = [...generatedProblems, ...others];
  for (const problem of problems.flat()) console.error(problem);
  process.exitCode = problems.flat().length > 0 ? 1 : 0;
}

/** What is generated from a subgraph's definition, by the word that its process prints it for. */
const generated = { schema: "schema.graphql", declarations: "gateway.json" };
const mainFile = (name: string) => fromRoot("dist", "subgraphs", name, "main.js");

/** A subgraph that declares nothing to the gateway has no file of it. */
async function writeGenerated(name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [verb, file] of Object.entries(generated)) {
    const { code, output } = await runScript(mainFile(name), [verb]);
    const path = fromRoot("subgraphs", name, file);
    if (code !== 0) problems.push(`${file} of ${name} cannot be made: ${output.trim()}`);
    else if (output === "") await rm(path, { force: true });
    else await writeFile(path, output);
  }
  return problems;
}

async function checkGenerated(name: string): Promise<string[]> {
  const problems: string[] = [];
  for (const [verb, file] of Object.entries(generated)) {
    const { output } = await runScript(mainFile(name), [verb]);
    const committed = await readFile(fromRoot("subgraphs", name, file), "utf8").catch(() => "");
    if (output === committed) continue;
    problems.push(`subgraphs/${name}/${file} is not what the classes say: run npm run schema and commit it.`);
  }
  return problems;
}

/** Of those that others run: their code is not here, and what can be asked over HTTP is. */
async function schemasElsewhere(write: boolean): Promise<string[]> {
  if (readSubgraphsElsewhere().length === 0) return [];
  const main = fromRoot("dist", "gateway", "elsewhere", "main.js");
  const { code, output } = await runScript(main, write ? ["--write"] : []);
  if (code === 0) console.log(output.trim());
  return code === 0 ? [] : [output.trim()];
}

async function checkSupergraph(): Promise<string[]> {
  const { code, output } = await runScript(fromRoot("dist", "gateway", "compose.js"), ["--check"]);
  return code === 0 ? [] : [output.trim()];
}

/** Migrates an empty database for each subgraph and compares it with its entities. */
async function checkMigrations(): Promise<string[]> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-check-"));
  // As root PostgreSQL runs as another user, who must get in.
  chmodSync(dataDirectory, 0o755);
  const cluster = await startCluster({ dataDirectory, port: 0, fast: true });
  try {
    const drifts = await Promise.all(
      names.map(async (name) => {
        const url = await provisionDatabase(cluster.url, name, "check");
        const environment = { [`${variablePrefix(name)}_DATABASE_URL`]: url, LOG_LEVEL: "warn" };
        const migrated = await runScript(mainFile(name), ["migrate"], environment);
        const drift = await runScript(mainFile(name), ["drift"], environment);
        if (migrated.code === 0 && drift.code === 0) return [];
        return [`The migrations of ${name} and its entities differ:\n${migrated.output}${drift.output}`];
      }),
    );
    return drifts.flat();
  } finally {
    await cluster.stop("immediate");
    await removeCluster(dataDirectory);
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

void main();
