import "../../base/process/check-node";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { variablePrefix } from "../../base/config/variable-prefix";
import { fromRoot, projectRoot } from "../../base/project/project-root";
import { readSubgraphList, readSubgraphsElsewhere } from "../../base/project/subgraph-list";
import { writeGenerated } from "../../base/project/write-generated";
import { removeCluster, startCluster } from "../embedded-postgres/cluster";
import { provisionDatabase } from "../embedded-postgres/provision-database";
import { generateFiles } from "./generate-files";
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
  const generatedProblems = [write ? await writeFiles() : await checkFiles(), await schemasElsewhere(write)];
  const others = write
    ? []
    : [projectRules(projectRoot), await checkSupergraph(), ...(await checkMigrations())];
  const problems = [...generatedProblems, ...others];
  for (const problem of problems.flat()) console.error(problem);
  process.exitCode = problems.flat().length > 0 ? 1 : 0;
}

const mainFile = (name: string) => fromRoot("dist", "subgraphs", name, "main.js");
const subgraphsHere = () => names.map((name) => ({ name, script: mainFile(name) }));

/** All of them or none: what one subgraph cannot say leaves the others' files as they were, too. */
async function writeFiles(): Promise<string[]> {
  const { files, gone, problems } = await generateFiles(subgraphsHere(), fromRoot("subgraphs"));
  if (problems.length > 0) return [...problems, "No schema is written; all are as they were."];
  writeGenerated(files);
  for (const file of gone) await rm(file, { force: true });
  return [];
}

async function checkFiles(): Promise<string[]> {
  const { files, gone, problems } = await generateFiles(subgraphsHere(), fromRoot("subgraphs"));
  const drifted = [
    ...files.filter(({ file, text }) => !existsSync(file) || readFileSync(file, "utf8") !== text),
    ...gone.filter((file) => existsSync(file)).map((file) => ({ file })),
  ];
  return [
    ...problems,
    ...drifted.map(
      ({ file }) =>
        `${relative(projectRoot, file)} is not what the classes say: run npm run schema and commit it.`,
    ),
  ];
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
