import { GraphQLError } from "graphql";
import type { Clock } from "../../shared/base/clock/clock";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Logger } from "../../shared/base/log/logger";
import type { InternalTokenSigner } from "../../shared/http/identity/internal-token";
import type { TokenClaims } from "../../shared/http/identity/revoked-tokens";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { LiveLimits } from "../config/live-limits";
import type { OperationRequest, Pipeline } from "../pipeline/pipeline";
import type { GatewayContext } from "../request/context";
import type { PartSignals } from "../request/request-signals";
import { watchTokens } from "./end-with-tokens";
import { createGraphFeeds, type FeedSources } from "./feed/follow-graph";
import { defaultTiming, type FeedTiming } from "./feed/follow-subgraph";
import type { LiveQueries, LiveSubscription } from "./live-queries";
import { LiveQuery, type LiveQueryEnvironment, type LiveSource } from "./live-query";
import { LiveReader } from "./live-reader";
import { createLiveSlots } from "./live-slots";
import { createRunQueue } from "./run-queue";

/** What live queries need of a graph. */
export interface LiveGraph {
  pipeline: Pick<Pipeline, "live">;
  transports: FeedSources;
}

export interface LiveQueriesOptions {
  current: () => LiveGraph;
  /** Absent where subgraphs trust every client. */
  signer?: InternalTokenSigner | undefined;
  /** Whether a token is revoked by now; absent: none is. */
  isRevoked?: ((token: TokenClaims) => boolean) | undefined;
  signalsOfRun: (signal: AbortSignal) => PartSignals;
  limits: LiveLimits;
  formatError: ErrorFormatter;
  clock: Clock;
  log: Pick<Logger, "info" | "warn" | "error">;
  timing?: FeedTiming;
}

/** Live queries, and what else the gateway tells them. */
export interface OpenLiveQueries extends LiveQueries {
  /** Executions so far, the first of each among them. */
  readonly executions: number;
  /** Another graph is served from now on: all are made ready on it. */
  replaced(): void;
}

/** Executions of live queries that are under way at a time: what is heavy waits at the admission gate besides. */
const runsAtOnce = 8;
/** So long after the last live query has ended the feeds are followed, in milliseconds: a page that is reloaded comes again. */
const lingerMs = 5_000;

/** None yet. Feeds are followed only while somebody holds one. */
export function openLiveQueries(options: LiveQueriesOptions): OpenLiveQueries {
  const { current, clock, log, limits, formatError, signalsOfRun } = options;
  const queries = new Map<string, LiveQuery>();
  const readers = new Set<LiveReader>();
  const slots = createLiveSlots(limits);
  const queue = createRunQueue(runsAtOnce);
  const tokens = watchTokens({ clock, isRevoked: options.isRevoked });
  const feeds = createGraphFeeds({
    ...{ signer: options.signer, timing: options.timing ?? defaultTiming, log },
    listener: {
      changed(subgraph, relations) {
        for (const query of queries.values()) query.changed(subgraph, relations);
      },
      behind(subgraph, isBehind) {
        for (const query of queries.values()) query.behind(subgraph, isBehind);
      },
    },
  });
  let [sequence, executions] = [0, 0];
  let followed: LiveGraph | undefined;
  let linger: NodeJS.Timeout | undefined;
  let isStopped = false;
  const environment: LiveQueryEnvironment = {
    ...{ feeds, queue, clock, log, formatError, signalsOfRun },
    nextSequence: () => ++sequence,
    noteExecution: () => {
      executions++;
    },
  };
  const follow = (graph: LiveGraph) => {
    clearTimeout(linger);
    if (followed === graph) return;
    followed = graph;
    feeds.follow(graph.transports);
  };
  const unfollow = () => {
    followed = undefined;
    feeds.stop();
  };
  const restSoon = () => {
    clearTimeout(linger);
    if (readers.size === 0) linger = setTimeout(unfollow, lingerMs).unref();
  };
  const queryOf = (source: LiveSource): LiveQuery => {
    const key = keyOf(source);
    const known = queries.get(key);
    if (known) return known;
    const query = new LiveQuery(source, environment);
    queries.set(key, query);
    query.refresh();
    return query;
  };
  const leave = (query: LiveQuery, reader: LiveReader) => {
    query.readers.delete(reader);
    if (query.readers.size > 0) return;
    const key = keyOf(query.source);
    if (queries.get(key) === query) queries.delete(key);
    query.end();
  };
  const join = (source: LiveSource, context: GatewayContext, signal: AbortSignal, free: () => void) => {
    const query = queryOf(source);
    const tell = logger(log, context);
    const abort = () => reader.end();
    const reader: LiveReader = new LiveReader(query, context, () => {
      signal.removeEventListener("abort", abort);
      readers.delete(reader);
      tokens.remove(reader);
      // It may have been moved to another.
      if (reader.query instanceof LiveQuery) leave(reader.query, reader);
      free();
      restSoon();
      tell("a live query has ended", reader.given);
    });
    query.readers.add(reader);
    readers.add(reader);
    tokens.add(reader);
    signal.addEventListener("abort", abort, { once: true });
    tell("a live query begins");
    if (signal.aborted) reader.end();
    return reader;
  };
  const begin = async (
    request: OperationRequest,
    context: GatewayContext,
    signal: AbortSignal,
    free: () => void,
  ): Promise<LiveSubscription> => {
    const graph = current();
    follow(graph);
    const operation = await graph.pipeline.live(request, context);
    if ("errors" in operation) return operation;
    if (isStopped) return { errors: [stopped()] };
    // It was replaced meanwhile: what is ready is ready on a graph that is closed soon. It was charged.
    if (graph !== current()) return begin(request, { ...context, rate: undefined }, signal, free);
    const { viewer, describesCost = false } = context;
    // It may have been left meanwhile, when all others had ended.
    follow(graph);
    return { answers: join({ request, viewer, describesCost, operation }, context, signal, free) };
  };
  /** Ready on the graph that is served now; readers of one that does not fit it any more are told. */
  const renew = async (query: LiveQuery, graph: LiveGraph) => {
    const { request, viewer } = query.source;
    const begunAt = clock.now().toISOString();
    const operation = await graph.pipeline.live(request, { viewer, requestId: "", begunAt });
    if (graph !== current() || query.readers.size === 0) return;
    queries.delete(keyOf(query.source));
    if ("errors" in operation) {
      for (const reader of query.readers) reader.end(operation.errors[0]);
      return;
    }
    query.source = { ...query.source, operation };
    const other = queries.get(keyOf(query.source));
    if (!other) {
      queries.set(keyOf(query.source), query);
      return query.refresh();
    }
    for (const reader of query.readers) {
      other.readers.add(reader);
      reader.move(other);
    }
    query.readers.clear();
    query.end();
  };
  return {
    get count() {
      return readers.size;
    },
    get executions() {
      return executions;
    },
    async subscribe(request, context, signal) {
      if (isStopped) return { errors: [stopped()] };
      let free = () => {};
      let isHeld = false;
      try {
        free = slots.take(context);
        const begun = await begin(request, context, signal, free);
        isHeld = "answers" in begun;
        return begun;
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      } finally {
        if (!isHeld) free();
        restSoon();
      }
    },
    replaced() {
      if (!followed) return;
      const graph = current();
      follow(graph);
      const renewAll = async () => {
        for (const query of [...queries.values()]) await renew(query, graph);
      };
      renewAll().catch((error: unknown) =>
        log.error({ err: error }, "live queries are not ready on the new graph"),
      );
    },
    async stop() {
      isStopped = true;
      for (const reader of readers) reader.end();
      clearTimeout(linger);
      queue.clear();
      unfollow();
    },
  };
}

/** Whose answers are the same: equal requests of the very same viewer, for what is read is put down by subject, too. */
function keyOf({ operation, viewer, request, describesCost }: LiveSource): string {
  return JSON.stringify([operation.key, viewer.subject, describesCost, request.isTrusted === true]);
}

function stopped(): GraphError {
  return new GraphError(
    "SERVICE_UNAVAILABLE",
    "This gateway is being stopped; subscribe again, at another.",
    {
      retryAfter: 1,
    },
  );
}

/** Lines of the request log, when one begins and when it has ended. */
function logger(log: Pick<Logger, "info">, { requestId, record, viewer }: GatewayContext) {
  const begin = performance.now();
  const { subject, role, organization } = viewer;
  const { operation, hash, cost } = record ?? {};
  const about = { requestId, subject, role, organization, operation, hash, cost };
  return (message: string, answers?: number) => {
    const ms = Math.round(performance.now() - begin);
    log.info({ ...about, ...(answers !== undefined && { answers, ms }) }, message);
  };
}
