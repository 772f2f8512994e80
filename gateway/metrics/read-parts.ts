import type { CacheState } from "../../shared/base/cache/weighted-cache";
import type { Metrics, Reading } from "../../shared/base/metrics/metrics";
import type { BreakerState } from "../transport/circuit-breaker";
import type { SubgraphTransport } from "../transport/subgraph-transport";
import type { SubgraphState } from "../transport/subgraph-watch";

/** The parts of a running gateway whose state is read at each scrape. */
export interface GatewayParts {
  isReady(): boolean;
  transports(): ReadonlyMap<string, Pick<SubgraphTransport, "counts" | "replicas">>;
  states(): Record<string, SubgraphState>;
  caches(): Record<string, CacheState>;
  /** When the supergraph that is served was loaded, ISO 8601, and whether a newer one was refused. */
  supergraph(): { loadedAt: string; isRefused: boolean };
  /** Whether the shared store of rates is in use and answers; undefined where there is none. */
  isRateStoreUp(): boolean | undefined;
}

const replicaLabels = ["subgraph", "replica"] as const;

export function readParts(metrics: Metrics, parts: GatewayParts): void {
  metrics.readGauge(
    { name: "graph_gateway_ready", help: "1 while /health/ready answers 200, else 0." },
    () => [[{}, Number(parts.isReady())]],
  );
  const ofReplicas = (
    pick: (replica: SubgraphTransport["replicas"][number]) => number,
  ): Reading<"subgraph" | "replica">[] =>
    [...parts.transports()].flatMap(([subgraph, { replicas }]) =>
      replicas.map((replica, at) => [{ subgraph, replica: String(at + 1) }, pick(replica)] as const),
    );
  metrics.readGauge(
    {
      name: "graph_gateway_fetches_in_flight",
      help: "Fetches that wait for an answer of a replica of a subgraph.",
      labels: replicaLabels,
    },
    () => ofReplicas(({ inFlight }) => inFlight),
  );
  metrics.readGauge(
    {
      name: "graph_gateway_breaker_open",
      help: "1 while no fetch is sent to a replica because the last ones failed, 0.5 while one tries it, else 0.",
      labels: replicaLabels,
    },
    () => ofReplicas((replica) => openness[replica.state()]),
  );
  metrics.readGauge(
    {
      name: "graph_gateway_subgraph_up",
      help: "1 where a replica of a subgraph answered when it was last looked for, else 0.",
      labels: replicaLabels,
    },
    () =>
      Object.entries(parts.states()).flatMap(([subgraph, state]) =>
        (state.replicas ?? [state]).map(
          (each, at) => [{ subgraph, replica: String(at + 1) }, Number(each.state === "up")] as const,
        ),
      ),
  );
  metrics.readCounter(
    {
      name: "graph_gateway_fetch_retries_total",
      help: "Fetches that were sent once more because the first failed by its connection.",
      labels: ["subgraph"],
    },
    () => [...parts.transports()].map(([subgraph, { counts }]) => [{ subgraph }, counts.retried] as const),
  );
  metrics.readCounter(
    {
      name: "graph_gateway_fetches_refused_total",
      help: "Fetches that were not sent because the breakers of all replicas were open.",
      labels: ["subgraph"],
    },
    () => [...parts.transports()].map(([subgraph, { counts }]) => [{ subgraph }, counts.refused] as const),
  );
  readCaches(metrics, parts);
  metrics.readGauge(
    {
      name: "graph_gateway_supergraph_loaded_timestamp_seconds",
      help: "When the supergraph that is served was loaded, in Unix time.",
    },
    () => [[{}, Date.parse(parts.supergraph().loadedAt) / 1000]],
  );
  metrics.readGauge(
    {
      name: "graph_gateway_supergraph_refused",
      help: "1 while the file has a newer supergraph that was refused, else 0.",
    },
    () => [[{}, Number(parts.supergraph().isRefused)]],
  );
  metrics.readGauge(
    {
      name: "graph_gateway_rate_store_up",
      help: "1 while rates are counted in the shared store, 0 while each process counts for itself; absent without a store.",
    },
    () => {
      const isUp = parts.isRateStoreUp();
      return isUp === undefined ? [] : [[{}, Number(isUp)]];
    },
  );
}

/** Texts and plans weigh in characters, answers in bytes. */
function readCaches(metrics: Metrics, { caches }: GatewayParts): void {
  const read = (pick: (state: CacheState) => number) => () =>
    Object.entries(caches()).map(([cache, state]) => [{ cache }, pick(state)] as const);
  const labels = ["cache"] as const;
  metrics.readGauge(
    { name: "graph_gateway_cache_entries", help: "Entries of a cache.", labels },
    read(({ entries }) => entries),
  );
  metrics.readGauge(
    {
      name: "graph_gateway_cache_weight",
      help: "Weight of a cache's entries: bytes of answers, characters of texts, operations and plans.",
      labels,
    },
    read(({ weight }) => weight),
  );
  metrics.readCounter(
    {
      name: "graph_gateway_cache_hits_total",
      help: "How often a cache had what was looked for; of answers: how often all subgraphs answered as before.",
      labels,
    },
    read(({ hits }) => hits),
  );
  metrics.readCounter(
    {
      name: "graph_gateway_cache_misses_total",
      help: "How often a cache did not have it; of answers: how often a subgraph answered otherwise.",
      labels,
    },
    read(({ misses }) => misses),
  );
}

const openness: Record<BreakerState, number> = { closed: 0, trying: 0.5, open: 1 };
