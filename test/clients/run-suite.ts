import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { documentedFiles } from "./documented-files";

const folder = fromRoot("test", "clients");
/** Where what docs/clients.md shows is written, and what is generated from it; not committed. */
const generated = join(folder, "generated");
const bin = (name: string) => join(folder, "node_modules", ".bin", name);

/** A graph that runs, as the suite needs it: see support/graph.ts. */
export interface GraphForClients {
  origin: string;
  originWithoutProcedures: string;
  token: string;
  task: string;
}

/** Installs the clients, unless those of the lock file are there. */
export async function installClients(): Promise<void> {
  const there = join(folder, "node_modules", ".package-lock.json");
  const packagesOf = (file: string): Record<string, { version?: string; optional?: boolean }> =>
    existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : {};
  const installed = packagesOf(there);
  const missing = Object.entries(packagesOf(join(folder, "package-lock.json"))).filter(
    ([path, { version, optional }]) => path !== "" && !optional && installed[path]?.version !== version,
  );
  if (missing.length > 0) await run("npm", ["ci", "--loglevel=error"], folder);
}

/** Configures each client as docs/clients.md says, generates, compiles, and runs all tests. Throws where one step fails. */
export async function runSuite(graph: GraphForClients): Promise<void> {
  rmSync(generated, { recursive: true, force: true });
  mkdirSync(generated);
  rmSync(join(folder, "relay", "__generated__"), { recursive: true, force: true });
  for (const { name, text } of documentedFiles(graph.origin)) writeFileSync(join(generated, name), text);

  await run("sh", ["fetch.sh"], generated);
  await run(process.execPath, ["graphcache-schema.ts"], generated);
  await run(bin("graphql-codegen"), ["--config", "codegen.ts", "--silent"], generated);
  await run(bin("gql.tada"), ["generate-output", "--tsconfig", "tsconfig.tada.json"], generated);
  await run(bin("relay-compiler"), ["relay.config.json"], generated);
  await run(bin("tsc"), ["--project", "."], folder);
  await run(
    process.execPath,
    ["--test", "--test-concurrency=1", "--test-reporter=spec", "*/*.test.ts"],
    folder,
    {
      GRAPH_URL: `${graph.origin}/graphql`,
      GRAPH_URL_WITHOUT_PROCEDURES: `${graph.originWithoutProcedures}/graphql`,
      GRAPH_TOKEN: graph.token,
      GRAPH_TASK: graph.task,
    },
  );
}

/** Runs a command to its end, whose output is shown. Throws when it fails. */
function run(
  command: string,
  args: string[],
  directory: string,
  variables: Record<string, string> = {},
): Promise<void> {
  console.log(`\n$ ${[command, ...args].join(" ").replaceAll(`${folder}/`, "")}`);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables, NODE_NO_WARNINGS: "1" };
    const child = spawn(command, args, { cwd: directory, env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Expected ${command} to end with 0, got ${code}.`));
    });
  });
}
