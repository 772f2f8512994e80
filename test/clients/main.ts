import "../../shared/base/process/check-node";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fromRoot } from "../../shared/base/project/project-root";
import { eventually } from "../support/gateway/gateway-request";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import { unusedPort } from "../support/processes/unused-port";
import { testNow } from "../support/subgraph/subgraph-harness";
import { installClients, runSuite } from "./run-suite";

/** `npm run clients`: real clients against the whole graph, at a small scale, on ports and a data folder of its own. */
async function main(): Promise<void> {
  await installClients();
  const graph = await startGraph();
  let second: ChildProcess | undefined;
  try {
    const port = await unusedPort();
    second = startGatewayWithoutProcedures(graph, port);
    const originWithoutProcedures = `http://127.0.0.1:${port}`;
    await eventually(() => fetch(originWithoutProcedures).catch(() => undefined));
    const { id: task, leadOrganization } = await taskInProgress(graph);
    const token = await tokenFor(graph, { role: "editor", org: leadOrganization.code });
    await runSuite({ origin: graph.origin, originWithoutProcedures, token, task });
  } finally {
    if (second?.kill()) await once(second, "close");
    await graph.cleanUp();
  }
}

/** Another gateway of the same graph, to which one sector cannot be reached. */
function startGatewayWithoutProcedures(
  { subgraphs, dataDirectory }: RunningGraph,
  port: number,
): ChildProcess {
  const urls = { ...subgraphs, procedures: "http://127.0.0.1:1/graphql" };
  return spawn(process.execPath, [fromRoot("dist", "gateway", "main.js")], {
    env: {
      ...process.env,
      ...{
        DATA_DIRECTORY: dataDirectory,
        GATEWAY_PORT: String(port),
        GRAPH_NOW: testNow,
        LOG_LEVEL: "fatal",
      },
      ...Object.fromEntries(Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url])),
    },
    stdio: "inherit",
  });
}

interface TaskInProgress {
  id: string;
  leadOrganization: { code: string };
}

async function taskInProgress({ client }: RunningGraph): Promise<TaskInProgress> {
  const query = `{ tasks(filter: { status: { eq: IN_PROGRESS } }, first: 1) { nodes { id leadOrganization { code } } } }`;
  const { tasks } = await client.request<{ tasks: { nodes: TaskInProgress[] } }>(query);
  const [task] = tasks.nodes;
  if (!task) throw new Error("Expected a task in progress.");
  return task;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
