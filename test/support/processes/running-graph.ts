import { existsSync } from "node:fs";
import { join } from "node:path";
import { GraphQLClient } from "graphql-request";
import { variablePrefix } from "../../../shared/base/config/variable-prefix";
import { projectRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";
import { testNow, testScale } from "../subgraph/subgraph-harness";
import { SupervisorBench } from "./supervisor-run";
import { unusedPort } from "./unused-port";

/** The whole graph, as `npm start` runs it, on ports and a data folder of its own. */
export interface RunningGraph {
  /** Of the gateway, e.g. http://127.0.0.1:40123. */
  origin: string;
  /** Where each subgraph answers, by name. */
  subgraphs: Record<string, string>;
  dataDirectory: string;
  client: GraphQLClient;
  /** Everything that the supervisor has shown. */
  output(): string;
  /** kill -9 of the supervisor, after which another is started, as a service manager would. */
  replaceSupervisor(): void;
  /** Ctrl-C, and the exit code. */
  interrupt(): Promise<number | null>;
  /** Ends and deletes everything, whatever state a test has left it in. */
  cleanUp(): Promise<void>;
}

/** Starts a checkout's graph at the calibration day, with more variables if need be, and waits until it is ready. */
export async function startGraph(
  root = projectRoot,
  variables: Record<string, string> = {},
  // Beside other work of the machine, seeding four sectors takes longer than anything else that tests wait for.
  patienceMs = 100_000,
): Promise<RunningGraph> {
  // Benches compare with builds in which it stood elsewhere.
  const mains = [join("shared", "runner", "supervisor"), join("shared", "supervisor")];
  const main = mains.map((folder) => join(root, "dist", folder, "main.js")).find((file) => existsSync(file));
  const bench = new SupervisorBench(main);
  const list = readSubgraphList(join(root, "subgraphs", "list.json"));
  const gatewayPort = await unusedPort();
  const ports = await Promise.all(list.map(async ({ name }) => [name, await unusedPort()] as const));
  const settings = {
    GATEWAY_PORT: String(gatewayPort),
    GRAPH_NOW: testNow,
    SEED_SCALE: String(testScale),
    // Nobody asks it for ever other forms.
    WARM_UP_MS: "0",
    ...Object.fromEntries(ports.map(([name, port]) => [`${variablePrefix(name)}_PORT`, String(port)])),
    ...variables,
  };
  let run = bench.run(settings);
  try {
    await run.shows(/Ctrl-C stops everything/, patienceMs);
  } catch (error) {
    await bench.cleanUp();
    throw error;
  }
  const origin = `http://127.0.0.1:${gatewayPort}`;
  return {
    origin,
    subgraphs: Object.fromEntries(ports.map(([name, port]) => [name, `http://127.0.0.1:${port}/graphql`])),
    dataDirectory: bench.dataDirectory,
    client: new GraphQLClient(`${origin}/graphql`, { errorPolicy: "all" }),
    output: () => run.output,
    replaceSupervisor() {
      void run.kill();
      run = bench.run(settings);
    },
    interrupt: () => run.interrupt(),
    cleanUp: () => bench.cleanUp(),
  };
}
