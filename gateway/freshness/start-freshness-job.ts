import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import type { CopiedFact } from "../../shared/base/project/gateway-declarations";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import type { GatewayConfig } from "../config/config";
import type { LoadedGraph } from "../graph/load-graph";
import { Cancellation } from "../request/cancellation";
import { copyFact } from "./copy-fact";
import { executeAs } from "./execute-as";

export interface FreshnessJobOptions {
  config: Pick<GatewayConfig, "FRESHNESS_INTERVAL_MS" | "REQUEST_TIMEOUT_MS">;
  /** What subgraphs have declared to be copied. */
  facts: readonly CopiedFact[];
  /** The graph that is served when it is called. */
  graph: () => LoadedGraph;
  /** Fulfilled once every subgraph has answered; nothing is copied before. */
  ready: Promise<void>;
  clock: Clock;
  log: Logger;
}

export interface FreshnessJob {
  /** A client has changed something: the facts that are copied after mutations are copied now. */
  changed(): void;
  /** No more rounds; what is running is cancelled, and may be done again. */
  stop(): Promise<void>;
}

/** The viewer of its mutations: the gateway signs for it, there is no token of it. */
const jobName = "gateway-freshness-job";
const freshnessJob: Viewer = { subject: jobName, role: "admin", organization: null };

/**
 * Copies facts from the subgraph that owns them to the one that stores a copy. A round when the graph is ready, and one
 * each `FRESHNESS_INTERVAL_MS`; of some facts also after each mutation. No fact is copied twice at once.
 */
export function startFreshnessJob({
  config,
  facts,
  graph,
  ready,
  clock,
  log,
}: FreshnessJobOptions): FreshnessJob {
  const stopping = new Cancellation();
  let timer: NodeJS.Timeout | undefined;
  const options = { graph, clock, stopping, timeoutMs: config.REQUEST_TIMEOUT_MS };
  const read = executeAs(publicViewer, jobName, options);
  const write = executeAs(freshnessJob, jobName, options);

  const startCopier = (fact: CopiedFact) => {
    const written = new Map<string, string>();
    let isStale = false;
    let running: Promise<void> | undefined;
    const copyUntilFresh = async () => {
      while (isStale && !stopping.reason) {
        isStale = false;
        const { schema, subgraphsOf } = graph();
        const copies = await copyFact({ schema, subgraphsOf, read, write }, fact, written);
        for (const { field, rows, problem } of copies) {
          const about = { fact: fact.name, field };
          if (problem === null || rows > 0) log.debug({ ...about, rows }, "a fact is copied");
          if (problem !== null && !stopping.reason)
            log.warn({ ...about, problem }, "a fact is not copied; tried again later");
        }
      }
    };
    return {
      fact,
      /** Copies it now, or again when a copy is running. */
      copy() {
        isStale = true;
        running ??= copyUntilFresh().finally(() => {
          running = undefined;
        });
      },
      /** The copy may have been restored to an older state: all is written again. */
      forgetWritten: () => written.clear(),
      ended: () => running,
    };
  };
  const copiers = facts.map(startCopier);
  const round = () => {
    for (const { forgetWritten, copy } of copiers) {
      forgetWritten();
      copy();
    }
  };
  void ready.then(() => {
    if (stopping.reason) return;
    round();
    timer = setInterval(round, config.FRESHNESS_INTERVAL_MS);
  });
  return {
    changed() {
      for (const { fact, copy } of copiers) if (fact.afterMutations) copy();
    },
    async stop() {
      stopping.cancel(new Error("The gateway is stopping."));
      clearInterval(timer);
      await Promise.all(copiers.map(({ ended }) => ended()));
    },
  };
}
