import "../../shared/base/process/check-node";
import "reflect-metadata";
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fromRoot } from "../../shared/base/project/project-root";
import { readSubgraphList } from "../../shared/base/project/subgraph-list";
import { ensureKeys } from "../../shared/http/identity/keys";
import { type Cluster, removeCluster, startCluster } from "../../shared/runner/embedded-postgres/cluster";
import { provisionDatabase } from "../../shared/runner/embedded-postgres/provision-database";
import { table } from "../bench/support/measure";
import { ask } from "../support/database/transaction-ids";
import { loadSubgraph } from "../support/schema/load-subgraph";
import { prepareDatabase } from "../support/subgraph/subgraph-harness";
import { askWithoutPause } from "./ask-without-pause";
import { createNetworkHosts, type NetworkHosts } from "./network-hosts";
import { processorSeconds, withChildren } from "./processor-time";
import { startScaledGraph } from "./scaled-graph";

const configurations = [1, 2].flatMap((subgraphs) => [1, 2, 4].map((gateways) => ({ gateways, subgraphs })));
const clients = 32;
const seconds = { warmUp: 5, measured: 10 };

/** Asks all four subgraphs, and no other ward twice in a row. */
const ward = readFileSync(fromRoot("subgraphs", "common", "explorer", "1-one-ward.graphql"), "utf8")
  .replace("query OneWard", "query OneWard($code: ID!)")
  .replace('"00004"', "$code");

/**
 * `npm run scale`: the graph with 1, 2 and 4 gateways before 1 and 2 processes of each subgraph, every process in a network
 * namespace as on a host of its own, PostgreSQL on this one. Prints throughput and what took the processor's time. As root, on
 * Linux. All share this machine's cores: it shows that processes share nothing, and where two cores end.
 */
async function main(): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "graph-scale-"));
  chmodSync(dataDirectory, 0o755);
  const hosts = createNetworkHosts();
  let cluster: Cluster | undefined;
  let isInterrupted = false;
  // Hosts and processes are taken back first.
  process.once("SIGINT", () => {
    isInterrupted = true;
  });
  try {
    await ensureKeys(dataDirectory);
    cluster = await startCluster({
      ...{ dataDirectory, port: 0 },
      settings: [`listen_addresses=127.0.0.1,${hosts.gatewayAddress}`, "max_connections=300"],
    });
    appendFileSync(
      join(cluster.folder, "pg_hba.conf"),
      `\nhost all all ${hosts.gatewayAddress}/24 scram-sha-256\n`,
    );
    await ask(cluster.url, "SELECT pg_reload_conf()");
    const databases = await makeDatabases(cluster, hosts);
    const units = await codesOf(databases);
    console.log(
      `${cpus().length} cores of ${cpus()[0]?.model}; ${clients} clients, ${seconds.measured} s each\n`,
    );
    const heads = [
      "gateways",
      "processes of each subgraph",
      "answers a second",
      "p50, ms",
      "p99, ms",
      "failed",
      "answers each second of processor time",
    ];
    const cores = ["gateways", "subgraphs", "PostgreSQL", "clients"].map((kind) => `cores: ${kind}`);
    console.log(table([...heads, ...cores], []));
    for (const configuration of configurations) {
      if (isInterrupted) break;
      const row = await measure(configuration, { databases, dataDirectory, units, hosts, cluster });
      // Behind the headings and the line below them.
      console.log(table([], [row]).split("\n").at(-1));
    }
  } finally {
    await cluster?.stop("immediate");
    await removeCluster(dataDirectory);
    rmSync(dataDirectory, { recursive: true, force: true });
    hosts.remove();
  }
}

interface Measuring {
  databases: Map<string, string>;
  dataDirectory: string;
  units: string[];
  hosts: NetworkHosts;
  cluster: Cluster;
}

async function measure(
  { gateways, subgraphs }: (typeof configurations)[number],
  { databases, dataDirectory, units, hosts, cluster }: Measuring,
): Promise<(string | number)[]> {
  const graph = await startScaledGraph({ gateways, subgraphs, databases, dataDirectory, host: hosts.add });
  try {
    const body = (number: number) =>
      JSON.stringify({ query: ward, variables: { code: units[number % units.length] } });
    const asking = { urls: graph.urls, clients, body };
    await askWithoutPause({ ...asking, seconds: seconds.warmUp });
    const pids = {
      ...graph.pids,
      postgres: withChildren(cluster.pid),
      clients: [process.pid],
    };
    const before = Object.values(pids).map(processorSeconds);
    const { perSecond, p50, p99, failed } = await askWithoutPause({ ...asking, seconds: seconds.measured });
    const cores = Object.values(pids).map(
      (of, at) => (processorSeconds(of) - (before[at] ?? 0)) / seconds.measured,
    );
    const taken = cores.reduce((sum, each) => sum + each, 0);
    return [
      ...[String(gateways), String(subgraphs), perSecond, p50, p99, String(failed), perSecond / taken],
      ...cores.map((each) => each.toFixed(2)),
    ];
  } finally {
    await graph.stop();
  }
}

/** A database of each subgraph with a hundredth of the demonstration; their URLs as the hosts reach them. */
async function makeDatabases(
  cluster: Cluster,
  { gatewayAddress }: NetworkHosts,
): Promise<Map<string, string>> {
  const databases = new Map<string, string>();
  for (const { name } of readSubgraphList()) {
    const url = new URL(await provisionDatabase(cluster.url, name, "scale"));
    await prepareDatabase(loadSubgraph(name), url.href);
    url.hostname = gatewayAddress;
    databases.set(name, url.href);
  }
  return databases;
}

async function codesOf(databases: Map<string, string>): Promise<string[]> {
  const url = databases.get("infrastructure") ?? "";
  const rows = await ask<{ code: string }>(url, "SELECT code FROM administrative_unit WHERE kind <> 'CITY'");
  return rows.map(({ code }) => code);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
