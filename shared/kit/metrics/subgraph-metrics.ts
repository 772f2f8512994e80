import type { FastifyReply, FastifyRequest } from "fastify";
import { createLabelSet, other } from "../../base/metrics/label-set";
import { durationBuckets, type Metrics } from "../../base/metrics/metrics";
import { kindOfStatement, type ObserveStatement } from "../../database/observe-statements";

/** What a subgraph's process counts of itself; docs/metrics.md has all of it. */
export interface SubgraphMetrics {
  /** To be told of each statement. */
  onStatement: ObserveStatement;
  /** To be told of each request when its response has been sent, or its caller has gone. */
  onAnswered(request: FastifyRequest, reply: FastifyReply, status: number): void;
}

/** Paths come from routes and not from callers; this bounds what future routes may add. */
const mostPaths = 50;

export function createSubgraphMetrics(metrics: Metrics): SubgraphMetrics {
  const requests = metrics.counter({
    name: "graph_subgraph_requests_total",
    help: "Requests by path and HTTP status; 499: the caller left before the answer began.",
    labels: ["path", "status"],
  });
  const requestSeconds = metrics.histogram({
    name: "graph_subgraph_request_duration_seconds",
    help: "Time from a request's head to the end of its answer.",
    labels: ["path"],
    buckets: durationBuckets,
  });
  const statementSeconds = metrics.histogram({
    name: "graph_database_statement_duration_seconds",
    help: "Time of statements by their first word.",
    labels: ["kind"],
    buckets: durationBuckets,
  });
  const failures = metrics.counter({
    name: "graph_database_statement_failures_total",
    help: "Statements that failed or were cancelled, by their first word.",
    labels: ["kind"],
  });
  const pathOf = createLabelSet(mostPaths);
  return {
    onStatement({ text, ms, hasFailed }) {
      const kind = kindOfStatement(text);
      statementSeconds({ kind }, ms / 1000);
      if (hasFailed) failures({ kind }, 1);
    },
    onAnswered(request, reply, status) {
      const { url } = request.routeOptions;
      const path = url === undefined ? other : pathOf(url);
      requests({ path, status: String(status) }, 1);
      // A reader of changes stays for as long as it likes.
      if (path !== "/changes") requestSeconds({ path }, reply.elapsedTime / 1000);
    },
  };
}
