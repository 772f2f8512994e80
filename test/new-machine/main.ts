import "../../shared/base/process/check-node";
import { deepEqual } from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { variablePrefix } from "../../shared/base/config/variable-prefix";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { startCluster } from "../../shared/runner/embedded-postgres/cluster";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { unusedPort } from "../support/processes/unused-port";
import { readmeCases } from "../support/schema/readme-cases";
import { testNow } from "../support/subgraph/subgraph-harness";
import { Clone } from "./clone";
import { inTheClone } from "./commands";

/** `npm run new-machine`: does what the documents say in an empty clone of the last commit. */
async function main(): Promise<void> {
  const clone = new Clone();
  try {
    await clone.run("npm ci");
    await clone.run("npm install");
    await clone.run("npm run build");
    await runInProduction(clone);
    await runDemonstration(clone);
    for (const command of ["npm run schema", "npm run compose", "npm run format"]) await clone.run(command);
    deepEqual(
      inTheClone.filter((command) => !clone.tried.has(command)),
      [],
    );
  } finally {
    await clone.cleanUp();
  }
}

const subgraphs = readSubgraphList().map(({ name }) => name);

/** Each process alone, on databases of an operator's. */
async function runInProduction(clone: Clone): Promise<void> {
  const cluster = await startCluster({ dataDirectory: join(clone.root, "postgres"), port: 0, fast: true });
  try {
    const variables = await ownPorts();
    for (const name of subgraphs) {
      variables[`${variablePrefix(name)}_DATABASE_URL`] = await provisionDatabase(
        cluster.url,
        name,
        "secret",
      );
    }
    const node = "node_modules/.bin/node dist/shared/kit/subgraph/main.js tasks";
    const ofEach = <Result>(work: (filledIn: (command: string) => string, port: string) => Promise<Result>) =>
      Promise.all(
        subgraphs.map((name) =>
          work((command) => command.replace("tasks", name), variables[`${variablePrefix(name)}_PORT`] ?? ""),
        ),
      );
    await ofEach((filledIn) => clone.run(`${node} migrate`, variables, filledIn(`${node} migrate`)));
    await ofEach((filledIn) => clone.run(`${node} seed`, variables, filledIn(`${node} seed`)));
    const serving = await ofEach((filledIn, port) =>
      clone.serve(`${node} serve`, readyAt(port), variables, filledIn(`${node} serve`)),
    );
    const gateway = await clone.serve(
      "node_modules/.bin/node dist/gateway/main.js",
      readyAt(variables.GATEWAY_PORT),
      variables,
    );
    await expectAnswers(clone, variables);
    await gateway.stop("SIGTERM");
    const byNpm = await clone.serve("npm run gateway", readyAt(variables.GATEWAY_PORT), variables);
    await byNpm.stop("SIGINT");
    for (const one of serving) await one.stop("SIGTERM");
    const alone = await clone.serve("npm run subgraph -- tasks", readyAt(variables.TASKS_PORT), variables);
    await alone.stop("SIGINT");
  } finally {
    await cluster.stop("immediate");
  }
}

/** Everything at once, twice: the second time on the data of the first. */
async function runDemonstration(clone: Clone): Promise<void> {
  const variables = await ownPorts();
  const first = await clone.serve("SEED_SCALE=0.01 npm start", readyAt(variables.GATEWAY_PORT), variables);
  await expectAnswers(clone, variables);
  const template = await clone.run("npm run --silent import -- tasks --template", variables);
  writeFileSync(join(clone.root, "tasks.csv"), template);
  const takeIn = "npm run import -- tasks FILE.csv";
  const admin = await clone.run("npm run token -- --role admin", variables);
  const importing = { ...variables, IMPORT_TOKEN: admin.trim().split("\n").at(-1) ?? "" };
  const run = (command: string) => clone.run(command, importing, command.replace("FILE", "../tasks"));
  await run(`${takeIn} --dry-run`);
  await run("npm run import -- procedures --help");
  await first.stop("SIGINT");
  const again = await clone.serve("npm start", readyAt(variables.GATEWAY_PORT), variables);
  await expectAnswers(clone, variables);
  // Last, for the template's example counts from here on.
  await run(takeIn);
  await again.stop("SIGINT");
}

/** Ports that nobody has, and the data that the documents' answers are of. */
async function ownPorts(): Promise<Record<string, string>> {
  const variables: Record<string, string> = { GRAPH_NOW: testNow, SEED_SCALE: "0.01", DATABASE_PORT: "0" };
  variables.GATEWAY_PORT = String(await unusedPort());
  for (const name of subgraphs) {
    const port = await unusedPort();
    variables[`${variablePrefix(name)}_PORT`] = String(port);
    variables[`${variablePrefix(name)}_URL`] = `http://127.0.0.1:${port}/graphql`;
  }
  return variables;
}

const readyAt = (port = "") => `http://127.0.0.1:${port}/health/ready`;

/** The queries of README.md have the answers that stand there, for an analyst: the public's are protected. */
async function expectAnswers(clone: Clone, variables: Record<string, string>): Promise<void> {
  const shown = await clone.run("npm run --silent token -- --role analyst", variables);
  const authorization = `Bearer ${shown.trim().split("\n").at(-1)}`;
  for (const { query, expected } of readmeCases()) {
    const answer = await fetch(`http://127.0.0.1:${variables.GATEWAY_PORT}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization },
      body: JSON.stringify({ query }),
    });
    deepEqual(await answer.json(), { data: expected });
  }
}

main().then(
  () => console.log(`${inTheClone.length} passed, 0 failed`),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
  },
);
