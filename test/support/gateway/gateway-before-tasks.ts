import { readFileSync } from "node:fs";
import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";
import { tasks } from "../../../subgraphs/tasks/subgraph";
import { unusedPort } from "../processes/unused-port";
import { serveTestSubgraph, type TestServed } from "../subgraph/served-subgraph";
import { startOver, statements } from "./gateway-fixture";

/** The subgraph of tasks behind a gateway; the other sectors are down. */
export interface GatewayBeforeTasks {
  gateway: RunningGateway;
  served: TestServed;
  stop(): Promise<void>;
}

/** Tasks is served on a database of its own, or by what is given, which takes the fixture's statements. */
export async function startBeforeTasks(
  config: Partial<GatewayOptions["config"]> = {},
  own?: TestServed,
): Promise<GatewayBeforeTasks> {
  const served = own ?? (await serveTestSubgraph(tasks, { statements: statements.verifierOf("tasks") }));
  const nobody = `http://127.0.0.1:${await unusedPort()}/graphql`;
  const urls = readSubgraphList().map(
    ({ name }) => [name, [name === "tasks" ? served.url : nobody]] as [string, string[]],
  );
  const supergraph = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
  const gateway = await startOver(supergraph, config, { urlsOf: () => new Map(urls) });
  return {
    ...{ gateway, served },
    async stop() {
      await gateway.stop();
      await served.close();
    },
  };
}
