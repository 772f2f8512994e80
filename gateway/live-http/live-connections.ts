import { GraphError } from "../../shared/base/errors/graph-error";
import type { ConnectionLimits } from "../config/connection-limits";

/** The connections over which live queries go out, of whatever kind. */
export interface LiveConnections {
  /**
   * Counts one that opens. `end` is called when the gateway stops. Gives the function that says it has closed. Throws
   * RATE_LIMITED when its client has as many as it may have, SERVICE_UNAVAILABLE when the process has, or stops.
   */
  open(client: string, end: () => void): () => void;
  /** How many are open. */
  readonly count: number;
  /** Ends all of them, and opens no more. */
  stop(): void;
}

/** When whoever finds no room should ask again, in seconds: somebody has closed a page by then. */
const retryAfter = 10;

export function createLiveConnections(
  limits: Pick<ConnectionLimits, "connections" | "connectionsOfClient">,
): LiveConnections {
  const open = new Set<() => void>();
  const ofClient = new Map<string, number>();
  let isStopping = false;
  return {
    open(client, end) {
      const own = ofClient.get(client) ?? 0;
      if (isStopping) throw unavailable("This process is about to end; connect again.");
      if (own >= limits.connectionsOfClient) {
        const message = `Expected at most ${limits.connectionsOfClient} live connections of one client at a time; close some, or let widgets share one.`;
        throw new GraphError("RATE_LIMITED", message, { retryAfter });
      }
      if (open.size >= limits.connections)
        throw unavailable("No more live connections can be held now; try again shortly.");
      // Another function for each, be it the same that is called.
      const entry = () => end();
      open.add(entry);
      ofClient.set(client, own + 1);
      return () => {
        if (!open.delete(entry)) return;
        const left = (ofClient.get(client) ?? 1) - 1;
        if (left > 0) ofClient.set(client, left);
        else ofClient.delete(client);
      };
    },
    get count() {
      return open.size;
    },
    stop() {
      isStopping = true;
      for (const end of [...open]) end();
    },
  };
}

function unavailable(message: string): GraphError {
  return new GraphError("SERVICE_UNAVAILABLE", message, { retryAfter });
}
