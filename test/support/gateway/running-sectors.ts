import "../../../gateway/config/environment";
import { readFileSync } from "node:fs";
import type { GatewayOptions, RunningGateway } from "../../../gateway/gateway-options";
import { fromRoot } from "../../../shared/base/project/project-root";
import { readSubgraphList } from "../../../shared/base/project/subgraph-list";
import { unusedPort } from "../processes/unused-port";
import { loadSubgraph } from "../schema/load-subgraph";
import { serveOpened, serveTestSubgraph, type TestServed } from "../subgraph/served-subgraph";
import type { TestSubgraph } from "../subgraph/subgraph-harness";
import { startOver, statements } from "./gateway-fixture";

/** All sectors, each served on a database of its own, and as many gateways before them as a test wants. */
export interface RunningSectors {
  names: readonly string[];
  /** With their databases, by name. */
  subgraphs: ReadonlyMap<string, TestSubgraph>;
  /** Where each answers, by name. */
  urls: ReadonlyMap<string, string>;
  supergraphSdl: string;
  /** Starts a gateway to which some sectors are not there. */
  gatewayWithout(...down: readonly string[]): Promise<RunningGateway>;
  /** Starts a gateway with limits, as clients meet it, that keeps what it saves in a database. */
  gatewayWith(databaseUrl: string): Promise<RunningGateway>;
  /** Starts a gateway with some settings of its own. */
  gatewaySet(config: Partial<GatewayOptions["config"]>): Promise<RunningGateway>;
  /** Stops serving one, and serves it again where it was, on its database. */
  restart(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function startSectors(): Promise<RunningSectors> {
  const names = readSubgraphList().map(({ name }) => name);
  const served = new Map<string, TestServed>();
  for (const name of names) {
    served.set(
      name,
      await serveTestSubgraph(loadSubgraph(name), { statements: statements.verifierOf(name) }),
    );
  }
  const nobody = `http://127.0.0.1:${await unusedPort()}/graphql`;
  const supergraphSdl = readFileSync(fromRoot("gateway", "supergraph.graphql"), "utf8");
  const gateways: RunningGateway[] = [];
  return {
    names,
    subgraphs: new Map([...served].map(([name, { subgraph }]) => [name, subgraph])),
    urls: new Map([...served].map(([name, { url }]) => [name, url])),
    supergraphSdl,
    gatewayWithout: (...down) => open(down, {}),
    gatewayWith: (databaseUrl) => open([], { databaseUrl: () => databaseUrl }, { GATEWAY_LIMITS: "on" }),
    gatewaySet: (config) => open([], {}, config),
    async restart(name) {
      const before = served.get(name);
      if (!before) throw new Error(`Expected a sector, one of ${names.join(", ")}; got ${name}.`);
      await before.stop();
      const port = Number(new URL(before.url).port);
      const options = { statements: statements.verifierOf(name), port };
      served.set(name, await serveOpened(loadSubgraph(name), before.subgraph, options));
    },
    async close() {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
      await Promise.all([...served.values()].map((each) => each.close()));
    },
  };

  async function open(
    down: readonly string[],
    options: Partial<Pick<GatewayOptions, "databaseUrl">>,
    config: Partial<GatewayOptions["config"]> = {},
  ): Promise<RunningGateway> {
    const urlOf = (name: string) => (down.includes(name) ? nobody : (served.get(name)?.url ?? nobody));
    const slow = { SUBGRAPH_TIMEOUT_MS: 60_000, REQUEST_TIMEOUT_MS: 60_000 };
    const gateway = await startOver(
      supergraphSdl,
      { GATEWAY_LIMITS: "off", ...slow, ...config },
      { urlsOf: () => new Map(names.map((name) => [name, [urlOf(name)]])), ...options },
    );
    gateways.push(gateway);
    return gateway;
  }
}
