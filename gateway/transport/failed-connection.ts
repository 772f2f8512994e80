import type { HttpAnswer } from "./exchange";

/** A proxy, or a server that is starting or stopping, says that it did not take the request. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

/** Whether an answer is such a refusal and not one of the subgraph. */
export function isOverloaded({ status, bytes }: HttpAnswer): boolean {
  return (status === 502 || status === 503 || status === 504) && bytes[0] !== openingBrace;
}

const openingBrace = 0x7b;

const connectionCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "EPIPE",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_SOCKET",
]);

/**
 * Whether a fetch failed by its connection: it was lost, or there was none. Such a fetch may fare better elsewhere or
 * the next time. A slow subgraph would only be made slower, and one that answers nonsense has answered.
 */
export function isConnectionFailure(error: unknown): boolean {
  if (error instanceof Overloaded) return true;
  return (
    typeof error === "object" && error !== null && "code" in error && connectionCodes.has(String(error.code))
  );
}
