import type { Clock } from "../../shared/clock/clock";
import type { StatementSigner } from "../../shared/identity/statement";
import type { Logger } from "../../shared/log/logger";
import type { GatewayConfig } from "../config";
import { defaultBudgets, trustedBudgets } from "../cost/budgets";
import type { FetchSubgraph } from "../executor/execution";
import { defaultLimits } from "../pipeline/limits";
import { createCircuitBreaker } from "../subgraphs/circuit-breaker";
import { createFetchSubgraph } from "../subgraphs/fetch-subgraph";
import { refuseAgain } from "../subgraphs/known-refusals";
import { createRetryBudget } from "../subgraphs/retry-budget";
import { createSubgraphClient, type SubgraphClient } from "../subgraphs/subgraph-client";
import { createSubgraphLine, type SubgraphLine } from "../subgraphs/subgraph-line";
import { openTextThread } from "../thread/text-thread";
import { type LoadedGraph, loadGraph } from "./load-graph";

export interface OpenGraphOptions {
  config: Pick<
    GatewayConfig,
    | "GATEWAY_LIMITS"
    | "SUBGRAPH_TIMEOUT_MS"
    | "SUBGRAPH_BREAKER_FAILURES"
    | "SUBGRAPH_BREAKER_PAUSE_MS"
    | "SUBGRAPH_MAX_ANSWER_BYTES"
  > &
    Partial<Pick<GatewayConfig, "budgets" | "BUDGET_TRUSTED">>;
  /** Where each subgraph of a supergraph is, by name. Throws when the text is no supergraph. */
  urlsOf: (supergraphSdl: string) => ReadonlyMap<string, string>;
  /** Absent where identity is switched off. */
  signer?: StatementSigner;
  clock: Clock;
  log: Logger;
}

/** A graph with the connections to its subgraphs, which end with it. */
export interface OpenGraph extends LoadedGraph {
  fetch: FetchSubgraph;
  clients: ReadonlyMap<string, SubgraphClient>;
  lines: ReadonlyMap<string, SubgraphLine>;
  close(): Promise<void>;
}

/** Loads a supergraph and opens a line to each of its subgraphs. Throws when the text is no supergraph. */
export async function openGraph(options: OpenGraphOptions, supergraphSdl: string): Promise<OpenGraph> {
  const { config, urlsOf, signer, clock, log } = options;
  const { budgets = defaultBudgets } = config;
  const clients = new Map<string, SubgraphClient>();
  const lines = new Map<string, SubgraphLine>();
  for (const [name, url] of urlsOf(supergraphSdl)) {
    const client = createSubgraphClient({
      url,
      timeoutMs: config.SUBGRAPH_TIMEOUT_MS,
      maxAnswerBytes: config.SUBGRAPH_MAX_ANSWER_BYTES,
    });
    const breaker = createCircuitBreaker({
      failures: config.SUBGRAPH_BREAKER_FAILURES,
      pauseMs: config.SUBGRAPH_BREAKER_PAUSE_MS,
      clock,
    });
    clients.set(name, client);
    lines.set(name, createSubgraphLine(client, breaker, createRetryBudget()));
  }
  const closeClients = () => Promise.all([...clients.values()].map((client) => client.close()));
  const ask = createFetchSubgraph({
    lineOf: (name) => lines.get(name),
    ...(signer && { signer }),
    timeoutMs: config.SUBGRAPH_TIMEOUT_MS,
    log,
  });
  const fetch = refuseAgain(ask, () => performance.now());
  const limits =
    config.GATEWAY_LIMITS === "on"
      ? { ...defaultLimits, budgets, trustedBudgets: trustedBudgets(budgets, config.BUDGET_TRUSTED) }
      : undefined;
  const thread = openTextThread({ supergraphSdl, limits }, log);
  try {
    const graph = loadGraph({ ...{ supergraphSdl, fetch, thread, clock, log }, ...(limits && { limits }) });
    await thread.ready;
    return {
      ...graph,
      ...{ fetch, clients, lines },
      close: async () => {
        await Promise.all([closeClients(), thread.close()]);
      },
    };
  } catch (error) {
    await Promise.all([closeClients(), thread.close()]);
    throw error;
  }
}
