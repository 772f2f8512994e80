import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";

export const requestIdHeader = "x-request-id";

const current = new AsyncLocalStorage<string>();
const acceptable = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * The id that the caller sent, or a new UUID. The id is written to logs and sent back, so only 1 to 128
 * harmless characters are taken over: no line break forges a log line or a header.
 */
export function requestIdFrom(sent: string | string[] | undefined): string {
  return typeof sent === "string" && acceptable.test(sent) ? sent : randomUUID();
}

/** Runs `work` as part of a request: all that it starts finds the id by `currentRequestId`. */
export function withRequestId(id: string, work: () => void): void {
  current.run(id, work);
}

/** Id of the request that is being answered; undefined outside of one. */
export function currentRequestId(): string | undefined {
  return current.getStore();
}
