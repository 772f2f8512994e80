import { GraphError } from "../../shared/base/errors/graph-error";
import type { GatewayContext } from "../request/context";
import type { TableLimits } from "./limits/table-limits";

/** How many answers are read as tables at a time. */
export interface TableSlots {
  /**
   * Takes a slot for a request, and gives what frees it again. Several reads of one request share theirs. Throws
   * RATE_LIMITED where its client, SERVICE_UNAVAILABLE where this process reads as many as it may.
   */
  take(context: GatewayContext): () => void;
}

/** A table takes seconds: whoever is refused may come again soon. */
const retryAfter = 5;

export function createTableSlots({ atOnce, atOnceOfClient }: TableLimits): TableSlots {
  // By what is the request's own: clients may choose the request id.
  const byRequest = new Map<object, { client: string; reads: number }>();
  const ofClient = (client: string) =>
    [...byRequest.values()].filter((each) => each.client === client).length;
  return {
    take(context) {
      const client = context.rate?.client ?? context.viewer.subject ?? "";
      const key = context.record ?? context;
      const known = byRequest.get(key);
      if (!known && client !== "" && ofClient(client) >= atOnceOfClient) {
        throw new GraphError(
          "RATE_LIMITED",
          `Expected at most ${atOnceOfClient} tables of a client at a time; ask again when one of yours has ended.`,
          { retryAfter },
        );
      }
      if (!known && byRequest.size >= atOnce) {
        throw new GraphError(
          "SERVICE_UNAVAILABLE",
          `Expected at most ${atOnce} tables at a time, which others are reading now; ask again shortly.`,
          { retryAfter },
        );
      }
      const slot = known ?? { client, reads: 0 };
      slot.reads++;
      byRequest.set(key, slot);
      let isFree = false;
      return () => {
        if (isFree) return;
        isFree = true;
        slot.reads--;
        if (slot.reads === 0) byRequest.delete(key);
      };
    },
  };
}
