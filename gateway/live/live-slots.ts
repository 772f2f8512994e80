import { GraphError } from "../../shared/base/errors/graph-error";
import type { LiveLimits } from "../config/live-limits";
import type { GatewayContext } from "../request/context";

export interface LiveSlots {
  readonly count: number;
  /** Gives what frees it again. Throws RATE_LIMITED where the client, SERVICE_UNAVAILABLE where this process has as many as it may. */
  take(context: GatewayContext): () => void;
}

/** Live queries go on for hours; but a page that is reloaded leaves some within seconds. */
const retryAfter = 10;

export function createLiveSlots({ all, ofClient }: LiveLimits): LiveSlots {
  const byClient = new Map<string, number>();
  let count = 0;
  return {
    get count() {
      return count;
    },
    take({ rate, viewer }) {
      const client = rate?.client ?? viewer.subject ?? undefined;
      const held = client === undefined ? 0 : (byClient.get(client) ?? 0);
      if (held >= ofClient) {
        throw new GraphError(
          "RATE_LIMITED",
          `Expected at most ${ofClient} live queries of a client at a time; end one of yours first.`,
          { retryAfter },
        );
      }
      if (count >= all) {
        throw new GraphError(
          "SERVICE_UNAVAILABLE",
          `Expected at most ${all} live queries at a time, which others hold now; try again shortly.`,
          { retryAfter },
        );
      }
      count++;
      if (client !== undefined) byClient.set(client, held + 1);
      let isFree = false;
      return () => {
        if (isFree) return;
        isFree = true;
        count--;
        if (client === undefined) return;
        const left = (byClient.get(client) ?? 1) - 1;
        if (left > 0) byClient.set(client, left);
        else byClient.delete(client);
      };
    },
  };
}
