import type { GatewayDeclarations } from "../../shared/base/project/gateway-declarations";
import type { GatewayConfig } from "../config/config";
import { type SubgraphState, type SubgraphWatch, watchSubgraphs } from "../transport/subgraph-watch";
import { type OpenGraph, type OpenGraphOptions, openGraph } from "./open-graph";
import { type BrokenOperation, prepareGraph } from "./prepare-graph";
import { createSupergraphManager, type SupergraphManager } from "./supergraph-manager";
import { watchSupergraph } from "./watch-supergraph";

/** A supergraph that is ready to take over. */
export interface PreparedGraph {
  /** New requests are served from it from now on. */
  commit(): void;
  discard(): Promise<void>;
}

/** The graph of a running gateway: served, watched, and renewed when its file changes. */
export interface ServedGraph {
  supergraphs: SupergraphManager<OpenGraph>;
  /** Fulfilled once every subgraph of the first graph has answered. */
  ready: Promise<void>;
  isReady(): boolean;
  /** Makes another supergraph ready to be served. Throws SupergraphRefused, after an alarm in the log. */
  prepare(supergraphSdl: string): Promise<PreparedGraph>;
  /** For `/health/ready`. */
  details(): Record<string, unknown>;
  /** Of each subgraph, by name. */
  states(): Record<string, SubgraphState>;
  /** When what is served was loaded, ISO 8601, and whether a newer one was refused since. */
  supergraph(): { loadedAt: string; isRefused: boolean };
  stop(): void;
}

export interface ServedGraphOptions extends OpenGraphOptions {
  /** What the subgraphs want of the gateway besides their schemas, and which of them run elsewhere; absent: nothing. */
  declarations?: GatewayDeclarations;
  config: OpenGraphOptions["config"] & Pick<GatewayConfig, "REQUEST_TIMEOUT_MS" | "SUPERGRAPH_POLL_MS">;
  supergraphSdl: string;
  /** The file that it came from, to be watched; absent: the graph never changes. */
  supergraphFile?: string;
}

export function createServedGraph(options: ServedGraphOptions, first: OpenGraph): ServedGraph {
  const { config, clock, log, supergraphFile, supergraphSdl } = options;
  const supergraphs = createSupergraphManager(first, config.REQUEST_TIMEOUT_MS + 1_000);
  let watch = watchOf(first, options);
  const ready = watch.allAnswered;
  let wasReady = false;
  let loadedAt = clock.now().toISOString();
  let refused: { at: string; reason: string } | undefined;
  let breaks: BrokenOperation[] = [];

  const prepare = async (text: string): Promise<PreparedGraph> => {
    try {
      const prepared = await prepareGraph(supergraphs.current(), text, (sdl) => openGraph(options, sdl), log);
      const { next } = prepared;
      breaks = prepared.broken.slice(0, 20);
      const commit = () => {
        supergraphs.replace(next);
        loadedAt = clock.now().toISOString();
        refused = undefined;
        watch.stop();
        watch = watchOf(next, options);
        log.info("a new supergraph is served");
      };
      return { commit, discard: () => next.close() };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      refused = { at: clock.now().toISOString(), reason: firstLine(reason) };
      log.error({ err: error, alarm: true }, "the new supergraph is refused; the old one serves on");
      throw error;
    }
  };
  const renew = (text: string) =>
    prepare(text).then(
      ({ commit }) => commit(),
      // Told in the log and in readiness.
      () => {},
    );
  const unwatch = supergraphFile
    ? watchSupergraph(supergraphFile, supergraphSdl, renew, config.SUPERGRAPH_POLL_MS)
    : () => {};
  return {
    supergraphs,
    ready,
    prepare,
    isReady() {
      // A new subgraph that is not up yet does not take away what the others serve.
      wasReady ||= watch.hasAllAnswered();
      return wasReady;
    },
    details: () => ({
      supergraph: { loadedAt, ...(refused && { refused }), ...(breaks.length > 0 && { breaks }) },
      subgraphs: Object.fromEntries(
        Object.entries(watch.states()).map(([name, state]) => [name, withContact(name, state, options)]),
      ),
    }),
    states: () => watch.states(),
    supergraph: () => ({ loadedAt, isRefused: refused !== undefined }),
    stop() {
      unwatch();
      watch.stop();
    },
  };
}

function watchOf(
  { transports }: OpenGraph,
  { signer, clock, log, declarations }: ServedGraphOptions,
): SubgraphWatch {
  const elsewhere = new Set(declarations?.elsewhere?.map(({ name }) => name));
  return watchSubgraphs({ transports, elsewhere, ...(signer && { signer }), clock, log });
}

/** Whom to call when it is down, where that is not us. */
function withContact(name: string, state: SubgraphState, { declarations }: ServedGraphOptions) {
  const { owner, contact } = declarations?.elsewhere?.find((one) => one.name === name) ?? {};
  return owner === undefined ? state : { ...state, owner, contact };
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0]?.slice(0, 300) ?? "";
}
