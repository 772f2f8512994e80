import type { Clock } from "../../shared/base/clock/clock";
import type { Viewer } from "../../shared/http/identity/viewer";
import type { LoadedGraph } from "../graph/load-graph";
import { Cancellation } from "../request/cancellation";

/** Sends an operation to the graph, and gives its answer. */
export type ExecuteOperation = (
  query: string,
  variables?: Record<string, unknown>,
) => Promise<{ data?: Record<string, unknown> | null; errors?: readonly { message: string }[] }>;

export interface ExecuteOptions {
  /** The graph that is served when it is called. */
  graph: () => Pick<LoadedGraph, "pipeline">;
  timeoutMs: number;
  /** Cancels what is running. */
  stopping: Cancellation;
  clock: Clock;
}

/** Operations of the gateway itself. They go the way of any client's. */
export function executeAs(
  viewer: Viewer,
  requestId: string,
  { graph, timeoutMs, stopping, clock }: ExecuteOptions,
): ExecuteOperation {
  return async (query, variables = {}) => {
    const deadline = new Cancellation();
    const cancel = (reason: Error) => deadline.cancel(reason);
    const timer = setTimeout(cancel, timeoutMs, new Error("The operation took too long."));
    if (stopping.reason) cancel(stopping.reason);
    stopping.add(cancel);
    const dueAt = performance.now() + timeoutMs;
    const leftMs = () => dueAt - performance.now();
    const isClientGone = () => stopping.reason !== undefined;
    const signals = { deadline, abandoned: deadline, isClientGone, leftMs };
    const context = { viewer, requestId, begunAt: clock.now().toISOString(), signals };
    try {
      const answer = await graph().pipeline.answer({ query, variables, mayChange: true }, context);
      return Buffer.isBuffer(answer) ? JSON.parse(answer.toString("utf8")) : answer;
    } finally {
      stopping.remove(cancel);
      clearTimeout(timer);
    }
  };
}
