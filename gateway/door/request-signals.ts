import type { ServerResponse } from "node:http";
import { Cancellation } from "../subgraphs/cancellation";

/** When nobody waits for a request's answer any more. */
export interface RequestSignals {
  /** Cancelled when the request has taken too long. */
  readonly deadline: Cancellation;
  /** Cancelled then, and when the client has hung up. */
  readonly abandoned: Cancellation;
  isClientGone(): boolean;
}

/** Watches one request's response until it is sent, for `timeoutMs` at most. */
export function watchRequest(response: ServerResponse, timeoutMs: number): RequestSignals {
  const deadline = new Cancellation();
  const abandoned = new Cancellation();
  let isClientGone = false;
  const timer = setTimeout(() => {
    const reason = new Error(`Expected the request to be answered within ${timeoutMs} ms.`);
    deadline.cancel(reason);
    abandoned.cancel(reason);
  }, timeoutMs);
  response.once("close", () => {
    clearTimeout(timer);
    if (response.writableFinished) return;
    isClientGone = true;
    abandoned.cancel(new Error("The client has gone."));
  });
  return { deadline, abandoned, isClientGone: () => isClientGone };
}
