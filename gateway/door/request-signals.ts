import type { ServerResponse } from "node:http";

/** When nobody waits for a request's answer any more. */
export interface RequestSignals {
  /** Aborted when the request has taken too long. */
  readonly deadline: AbortSignal;
  /** Aborted then, and when the client has hung up. */
  readonly abandoned: AbortSignal;
  isClientGone(): boolean;
}

/** Watches one request's response until it is sent, for `timeoutMs` at most. */
export function watchRequest(response: ServerResponse, timeoutMs: number): RequestSignals {
  const deadline = new AbortController();
  const abandoned = new AbortController();
  let isClientGone = false;
  const timer = setTimeout(() => {
    const reason = new Error(`Expected the request to be answered within ${timeoutMs} ms.`);
    deadline.abort(reason);
    abandoned.abort(reason);
  }, timeoutMs);
  response.once("close", () => {
    clearTimeout(timer);
    if (response.writableFinished) return;
    isClientGone = true;
    abandoned.abort(new Error("The client has gone."));
  });
  return {
    deadline: deadline.signal,
    abandoned: abandoned.signal,
    isClientGone: () => isClientGone,
  };
}
