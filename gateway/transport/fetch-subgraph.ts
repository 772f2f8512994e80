import { stateHeader } from "../../shared/base/changes/answer-state";
import { noteDataAsOf } from "../../shared/base/changes/data-as-of";
import { operationInstantHeader } from "../../shared/base/clock/operation-clock";
import type { Logger } from "../../shared/base/log/logger";
import { traceparentHeader } from "../../shared/base/trace/traceparent";
import { deadlineHeader } from "../../shared/base/work/deadline-header";
import { type InternalTokenSigner, internalTokenHeader } from "../../shared/http/identity/internal-token";
import { publicViewer } from "../../shared/http/identity/viewer";
import { requestIdHeader } from "../../shared/http/server/request-id";
import { notSent } from "./not-sent";
import type { FetchSubgraph } from "./subgraph-request";
import type { SubgraphTransport } from "./subgraph-transport";

export interface FetchSubgraphOptions {
  transportOf: (subgraph: string) => SubgraphTransport | undefined;
  /** Absent where subgraphs trust every client. */
  signer?: InternalTokenSigner;
  /** How long a fetch may take, in milliseconds. */
  timeoutMs: number;
  log: Logger;
}

/** A subgraph gets a little less than its time, for its refusal to be here before we give up. */
const answerMs = 100;

/**
 * The one way from the gateway to a subgraph. A fetch carries the operation, an internal token of the viewer and
 * the request id; no header of the client's request goes along, so none can pass for the gateway's.
 */
export function createFetchSubgraph({
  transportOf,
  signer,
  timeoutMs,
  log,
}: FetchSubgraphOptions): FetchSubgraph {
  const failed = new WeakSet<object>();
  return async (
    { subgraph, body, isMutation, expected, state },
    { viewer = publicViewer, requestId, begunAt, signals, pageRows, record, span: ofRequest },
  ) => {
    const span = ofRequest?.begin("POST /graphql", {
      "http.request.method": "POST",
      "peer.service": subgraph,
    });
    // A mutation goes on when its client has gone: half of it would be worse than all of it.
    const cancellation = isMutation ? signals?.deadline : signals?.abandoned;
    try {
      const transport = transportOf(subgraph);
      if (!transport) throw notSent(new Error(`Expected a URL for the subgraph ${subgraph}.`));
      const headers = [deadlineHeader, String(headerMs(Math.min(timeoutMs, signals?.leftMs() ?? timeoutMs)))];
      if (signer) headers.push(internalTokenHeader, await signer.sign(viewer, subgraph, pageRows));
      if (requestId) headers.push(requestIdHeader, requestId);
      if (begunAt) headers.push(operationInstantHeader, begunAt);
      if (state !== undefined) headers.push(stateHeader, state);
      if (span) headers.push(traceparentHeader, span.traceparent);
      const answer = await transport.send({ body, headers, isMutation, expected, cancellation });
      span?.end();
      if (record) noteDataAsOf(record, answer.dataAsOf);
      return answer;
    } catch (error) {
      span?.end({}, error instanceof Error ? error.name : "unknown");
      // One line a request, whatever else of it fails.
      const isTold = signals !== undefined && failed.has(signals);
      if (signals) failed.add(signals);
      if (!isTold && !signals?.isClientGone())
        log.error({ err: error, subgraph, requestId }, "a subgraph failed");
      throw error;
    }
  };
}

function headerMs(leftMs: number): number {
  return Math.max(1, Math.floor(leftMs - Math.min(answerMs, leftMs / 4)));
}
