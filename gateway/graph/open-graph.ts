import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { InternalTokenSigner } from "../../shared/http/identity/internal-token";
import type { GatewayConfig } from "../config/config";
import { defaultBudgets, trustedBudgets } from "../cost/budgets";
import { defaultLimits } from "../cost/limits";
import { keepFetches } from "../kept-answers/keep-fetches";
import { createKeptAnswers } from "../kept-answers/kept-answers";
import { createReadState } from "../kept-answers/read-state";
import { createSubgraphStates, type SubgraphStates } from "../kept-answers/subgraph-states";
import type { NoteUse } from "../pipeline/pipeline";
import { openDocumentWorker } from "../thread/document-worker";
import { createCircuitBreaker } from "../transport/circuit-breaker";
import { createFetchSubgraph } from "../transport/fetch-subgraph";
import { cacheRefusals } from "../transport/refusal-cache";
import { type ObserveFetch, Replica } from "../transport/replica";
import { createRetryBudget } from "../transport/retry-budget";
import { createSubgraphClient } from "../transport/subgraph-client";
import type { SubgraphConnector } from "../transport/subgraph-connector";
import type { FetchSubgraph } from "../transport/subgraph-request";
import { createSubgraphTransport, type SubgraphTransport } from "../transport/subgraph-transport";
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
    Partial<
      Pick<
        GatewayConfig,
        | "budgets"
        | "BUDGET_TRUSTED"
        | "KEPT_ANSWERS_MB"
        | "KEPT_FETCHES_MB"
        | "SHARED_RUNS"
        | "MERGED_FETCHES"
      >
    >;
  /** Where each subgraph of a supergraph is, by name: all of its replicas. Throws when the text is no supergraph. */
  urlsOf: (supergraphSdl: string) => ReadonlyMap<string, readonly string[]>;
  /** Absent where identity is switched off. */
  signer?: InternalTokenSigner;
  /** How connections to subgraphs are opened; absent: those by TLS by what Node.js trusts. */
  connect?: SubgraphConnector;
  clock: Clock;
  log: Logger;
  /** Gives who is told of a subgraph's fetches; absent: nobody is. */
  observeFetches?: (subgraph: string) => ObserveFetch;
  /** Told of each operation of a client; absent: nobody is. */
  noteUse?: NoteUse | undefined;
}

/** A graph with the connections to its subgraphs, which end with it. */
export interface OpenGraph extends LoadedGraph {
  transports: ReadonlyMap<string, SubgraphTransport>;
  close(): Promise<void>;
}

/** Loads a supergraph and opens a transport to each of its subgraphs. Throws when the text is no supergraph. */
export async function openGraph(options: OpenGraphOptions, supergraphSdl: string): Promise<OpenGraph> {
  const { config, urlsOf, signer, connect, clock, log } = options;
  const { budgets = defaultBudgets } = config;
  const openReplica = (url: string, observe: ObserveFetch | undefined): Replica => {
    const { SUBGRAPH_TIMEOUT_MS: timeoutMs, SUBGRAPH_MAX_ANSWER_BYTES: maxAnswerBytes } = config;
    const { SUBGRAPH_BREAKER_FAILURES: failures, SUBGRAPH_BREAKER_PAUSE_MS: pauseMs } = config;
    const client = createSubgraphClient({ url, connect, timeoutMs, maxAnswerBytes });
    return new Replica(client, createCircuitBreaker({ failures, pauseMs, clock }), observe);
  };
  const transports = new Map<string, SubgraphTransport>();
  for (const [name, urls] of urlsOf(supergraphSdl)) {
    const observe = options.observeFetches?.(name);
    const replicas = urls.map((url) => openReplica(url, observe));
    transports.set(name, createSubgraphTransport(replicas, createRetryBudget()));
  }
  const closeTransports = () => Promise.all([...transports.values()].map((transport) => transport.close()));
  const fetchUncached = createFetchSubgraph({
    transportOf: (name) => transports.get(name),
    ...(signer && { signer }),
    timeoutMs: config.SUBGRAPH_TIMEOUT_MS,
    log,
  });
  const fetchSparing = cacheRefusals(fetchUncached, () => performance.now());
  const [keptBytes, fetchesBytes] = [config.KEPT_ANSWERS_MB, config.KEPT_FETCHES_MB].map(bytesOf);
  const states = keptBytes || fetchesBytes ? statesOf(options, transports) : undefined;
  const fetchKept = states && fetchesBytes ? keepFetches(fetchSparing, states, fetchesBytes) : fetchSparing;
  const fetch: FetchSubgraph = (request, context) => {
    context.noteFetch?.(request.subgraph, request.body);
    return fetchKept(request, context);
  };
  const limits =
    config.GATEWAY_LIMITS === "on"
      ? { ...defaultLimits, budgets, trustedBudgets: trustedBudgets(budgets, config.BUDGET_TRUSTED) }
      : undefined;
  const kept = states && keptBytes ? createKeptAnswers(states, keptBytes) : undefined;
  const sharesRuns = config.SHARED_RUNS === "on";
  const mergesFetches = config.MERGED_FETCHES !== "off";
  const thread = openDocumentWorker({ supergraphSdl, limits }, log);
  try {
    const read = await thread.ready;
    const graph = loadGraph({
      ...{
        supergraphSdl,
        read,
        fetch,
        planner: thread,
        thread,
        kept,
        sharesRuns,
        mergesFetches,
        clock,
        log,
        noteUse: options.noteUse,
      },
      ...(limits && { limits }),
    });
    return {
      ...graph,
      transports,
      close: async () => {
        await Promise.all([closeTransports(), thread.close()]);
      },
    };
  } catch (error) {
    await Promise.all([closeTransports(), thread.close()]);
    throw error;
  }
}

function bytesOf(megabytes = 0): number {
  return megabytes * 2 ** 20;
}

/** Of the subgraphs behind transports; what the gateway answers itself has none. */
function statesOf(
  { signer, clock, log }: OpenGraphOptions,
  transports: ReadonlyMap<string, SubgraphTransport>,
): SubgraphStates {
  const readStateOf = (subgraph: string) => {
    const transport = transports.get(subgraph);
    return transport && createReadState(subgraph, transport, signer);
  };
  return createSubgraphStates({ readStateOf, clock, log });
}
