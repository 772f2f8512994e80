import type { FastifyReply, FastifyRequest } from "fastify";
import { createLabelSet, other } from "../../shared/base/metrics/label-set";
import { durationBuckets, type Metrics } from "../../shared/base/metrics/metrics";
import type { ObserveFetch } from "../transport/replica";
import { countOperations } from "./count-operations";
import { type GatewayParts, readParts } from "./read-parts";

/** What the gateway's process tells of itself; docs/metrics.md has all of it. */
export interface GatewayMetrics {
  /** To be told of each fetch from a subgraph. */
  observeFetches(subgraph: string): ObserveFetch;
  /** To be told of each request when its response has been sent, or its client has gone. */
  onAnswered(request: FastifyRequest, reply: FastifyReply, status: number): void;
  /** Has the parts of a running gateway read at each scrape. Called once. */
  read(parts: GatewayParts): void;
}

/** Paths come from routes and not from clients; this bounds what future routes may add. */
const mostPaths = 100;

/**
 * @param clients names of clients that are told apart: trusted clients and those that the operator names.
 */
export function createGatewayMetrics(metrics: Metrics, clients: () => ReadonlySet<string>): GatewayMetrics {
  const requests = metrics.counter({
    name: "graph_gateway_requests_total",
    help: "Requests by path and HTTP status; 499: the client left before the answer began.",
    labels: ["path", "status"],
  });
  const requestSeconds = metrics.histogram({
    name: "graph_gateway_request_duration_seconds",
    help: "Time from a request's head to the end of its answer.",
    labels: ["path"],
    buckets: durationBuckets,
  });
  const fetches = metrics.counter({
    name: "graph_gateway_fetches_total",
    help: "Fetches sent to a subgraph, by how they ended; cancelled: nobody waited any more.",
    labels: ["subgraph", "outcome"],
  });
  const fetchSeconds = metrics.histogram({
    name: "graph_gateway_fetch_duration_seconds",
    help: "Time from sending a fetch to a subgraph until its answer was read, or it failed.",
    labels: ["subgraph"],
    buckets: durationBuckets,
  });
  const pathOf = createLabelSet(mostPaths);
  const countOperation = countOperations(metrics, clients);
  return {
    observeFetches: (subgraph) => (outcome, seconds) => {
      fetches({ subgraph, outcome }, 1);
      fetchSeconds({ subgraph }, seconds);
    },
    onAnswered(request, reply, status) {
      const { url } = request.routeOptions;
      const path = url === undefined ? other : pathOf(url);
      requests({ path, status: String(status) }, 1);
      requestSeconds({ path }, reply.elapsedTime / 1000);
      if (request.operation) countOperation(request.operation, reply.elapsedTime / 1000);
    },
    read: (parts) => readParts(metrics, parts),
  };
}
