import "../../shared/base/process/check-node";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { variablePrefix } from "../../shared/base/config/variable-prefix";
import { fromRoot } from "../../shared/base/project/project-root";
import { runProgram } from "../analysts/run-program";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { unusedPort } from "../support/processes/unused-port";
import { comparedQueries } from "./compared-queries";

/*
 * `npm run other-routers`: Hive Gateway in the gateway's place, before the signing sidecar, asked what our own gateway is
 * asked. An answer that differs fails, unless it is known to; one that is known to differ and does not fails too.
 */

const version = "2.15.1";
/** What it is installed into; not committed. */
const installed = fromRoot(".foreign", `hive-gateway-${version}`);
const bin = join(installed, "node_modules", "@graphql-hive", "gateway", "dist", "bin.js");

/** As it is deployed. */
const configuration = fromRoot("deploy", "kubernetes", "router", "gateway.config.mjs");

async function main(): Promise<void> {
  await install();
  const folder = mkdtempSync(join(tmpdir(), "other-routers-"));
  const graph = await startGraph();
  const ended: (() => void)[] = [];
  try {
    const [sidecarPort, routerPort] = [await unusedPort(), await unusedPort()];
    const environment = {
      ...{ DATA_DIRECTORY: graph.dataDirectory, SIDECAR_PORT: String(sidecarPort), LOG_LEVEL: "error" },
      ...Object.fromEntries(
        Object.entries(graph.subgraphs).map(([name, url]) => [`${variablePrefix(name)}_URL`, url]),
      ),
    };
    const sidecar = fromRoot("dist", "gateway", "sidecar", "main.js");
    const supergraph = join(folder, "router.graphql");
    writeFileSync(
      supergraph,
      await runProgram(process.execPath, [sidecar, "supergraph"], { env: environment }),
    );
    ended.push(start([sidecar], environment));
    await untilUp(`http://127.0.0.1:${sidecarPort}/health/ready`);
    const words = ["supergraph", supergraph, "--config-path", configuration, "--port", String(routerPort)];
    ended.push(start([bin, ...words], { HOST: "127.0.0.1" }));
    const router = `http://127.0.0.1:${routerPort}/graphql`;
    await untilUp(`${router}?query=%7B__typename%7D`);
    await compare(graph, router);
  } finally {
    for (const end of ended) end();
    await graph.cleanUp();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function install(): Promise<void> {
  if (existsSync(bin)) return;
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(installed, "package.json"), '{ "private": true }');
  const words = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  await runProgram("npm", [...words, `@graphql-hive/gateway@${version}`], { cwd: installed });
}

function start(command: string[], environment: Record<string, string>): () => void {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, command, {
    cwd: installed,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return () => void child.kill("SIGKILL");
}

async function compare(graph: RunningGraph, router: string): Promise<void> {
  const token = await tokenFor(graph, { role: "analyst" });
  for (const { query, differs } of comparedQueries) {
    const [ours, theirs] = await Promise.all([
      ask(`${graph.origin}/graphql`, query, token),
      ask(router, query, token),
    ]);
    if (ours.errors)
      throw new Error(`Expected our own answer to have no errors: ${query}: ${JSON.stringify(ours.errors)}`);
    const isSame = JSON.stringify(ours) === JSON.stringify(theirs);
    if (isSame !== (differs === undefined))
      throw new Error(
        `Expected ${differs ?? "one answer"} for ${query}, got\n${JSON.stringify(theirs)}\n${JSON.stringify(ours)}`,
      );
    console.log(`${isSame ? "same" : `differs as is known (${differs})`}: ${query}`);
  }
  const { errors } = await ask(router, "{ dossiers(first: 1) { nodes { code } } }", undefined);
  if (errors?.[0]?.extensions?.code !== "UNAUTHENTICATED")
    throw new Error(
      `Expected a router without a token to be refused single dossiers, got ${JSON.stringify(errors)}`,
    );
  console.log("refused without a token, by the sector's own code");
}

interface Answer {
  data?: unknown;
  errors?: { message: string; extensions?: { code?: string } }[];
}

async function ask(url: string, query: string, token: string | undefined): Promise<Answer> {
  const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const headers = { "content-type": "application/json", ...authorization };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query }) });
  return (await response.json()) as Answer;
}

async function untilUp(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  const isUp = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) {
    if (Date.now() > deadline) throw new Error(`Expected an answer of ${url} within a minute.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
