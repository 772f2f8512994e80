import type { Clock } from "../../shared/base/clock/clock";
import type { Logger } from "../../shared/base/log/logger";
import { publicViewer, type Viewer } from "../../shared/http/identity/viewer";
import type { GatewayConfig } from "../config/config";
import type { LoadedGraph } from "../graph/load-graph";
import { Cancellation } from "../request/cancellation";
import { type ExecuteOperation, recordGraphData } from "./collect-and-record";
import { copyFact } from "./copy-fact";

export interface FreshnessJobOptions {
  config: Pick<GatewayConfig, "FRESHNESS_INTERVAL_MS" | "REQUEST_TIMEOUT_MS">;
  /** The graph that is served when it is called. */
  graph: () => LoadedGraph;
  /** Fulfilled once every subgraph has answered; nothing is asked before. */
  ready: Promise<void>;
  clock: Clock;
  log: Logger;
}

export interface FreshnessJob {
  /** Somebody has changed something: what one sector knows of another is looked at again now. */
  changed(): void;
  /** No more rounds; what is under way is broken off, and may be done again. */
  stop(): Promise<void>;
}

/** Who the freshness job is to the subgraph of the catalogue: the gateway signs for it, no token says it. */
const freshnessJob: Viewer = { subject: "gateway-freshness-job", role: "admin", organization: null };

/**
 * Takes to a sector what only others know: to the catalogue how fresh their data is (`recordGraphData`), to the units'
 * readiness whether they are connected (`carryConnections`). A round when the graph is ready, and one each
 * `FRESHNESS_INTERVAL_MS`; of the connections also after each mutation. Never two at once. Operations go the way of any
 * client's.
 */
export function startFreshnessJob({ config, graph, ready, clock, log }: FreshnessJobOptions): FreshnessJob {
  const stopping = new Cancellation();
  let round: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const askAs =
    (viewer: Viewer): ExecuteOperation =>
    async (query, variables = {}) => {
      const deadline = new Cancellation();
      const cancel = (reason: Error) => deadline.cancel(reason);
      const timer = setTimeout(cancel, config.REQUEST_TIMEOUT_MS, new Error("The round took too long."));
      if (stopping.reason) cancel(stopping.reason);
      stopping.add(cancel);
      const dueAt = performance.now() + config.REQUEST_TIMEOUT_MS;
      const leftMs = () => dueAt - performance.now();
      const isClientGone = () => stopping.reason !== undefined;
      const signals = { deadline, abandoned: deadline, isClientGone, leftMs };
      const begunAt = clock.now().toISOString();
      const context = { viewer, requestId: "gateway-freshness-job", begunAt, signals };
      try {
        const answer = await graph().pipeline.answer({ query, variables, mayChange: true }, context);
        return Buffer.isBuffer(answer) ? JSON.parse(answer.toString("utf8")) : answer;
      } finally {
        stopping.remove(cancel);
        clearTimeout(timer);
      }
    };
  const access = () => ({
    schema: graph().schema,
    ask: askAs(publicViewer),
    askAsAdmin: askAs(freshnessJob),
  });
  let told = "";
  let carrying: Promise<void> | undefined;
  let isStale = false;
  const copyUntilFresh = async () => {
    while (isStale && !stopping.reason) {
      isStale = false;
      const carried = await copyFact(access(), told);
      told = carried.told;
      const { problem } = carried;
      if (problem !== null && !stopping.reason) {
        log.warn({ problem }, "the units' readiness does not know who is connected; tried again later");
      }
    }
  };
  const carry = () => {
    isStale = true;
    carrying ??= copyUntilFresh().finally(() => {
      carrying = undefined;
    });
  };
  const run = async () => {
    for (const { field, recorded, problem } of await recordGraphData(access())) {
      if (problem === null) log.debug({ field, recorded }, "the catalogue knows how fresh data is");
      else if (!stopping.reason) {
        log.warn({ field, problem }, "the catalogue does not know how fresh data is; tried again later");
      }
    }
  };
  const runUnlessRunning = () => {
    // From the beginning: the copy may have been restored meanwhile.
    told = "";
    carry();
    round ??= run().finally(() => {
      round = undefined;
    });
  };
  void ready.then(() => {
    if (stopping.reason) return;
    runUnlessRunning();
    timer = setInterval(runUnlessRunning, config.FRESHNESS_INTERVAL_MS);
  });
  return {
    changed: carry,
    async stop() {
      stopping.cancel(new Error("The gateway is stopping."));
      clearInterval(timer);
      await Promise.all([round, carrying]);
    },
  };
}
