import { LRUCache } from "lru-cache";
import { retryAfterOf } from "../request/retry-after";
import type { CheckedAnswer } from "./check-answer";
import type { FetchSubgraph, SubgraphRequest } from "./subgraph-request";

/** How long a refusal counts for others who ask for the same, in milliseconds: short beside the work that is waiting. */
const countsMs = 100;
/** Refusals that are cached. */
const max = 1_000;

/**
 * Refuses what a subgraph has just refused for want of room: the very same query, of a viewer of the same rights. When a
 * hundred ask for what two at a time can have, it is refusing that takes the machine's time from those who are served.
 */
export function cacheRefusals(fetch: FetchSubgraph, now: () => number): FetchSubgraph {
  const refusals = new LRUCache<string, CheckedAnswer>({
    max,
    ttl: countsMs,
    ttlResolution: 0,
    perf: { now },
  });
  return async (request, context) => {
    // A key takes as long to write as a body: only where something is, or is to be, cached.
    const isCacheable = !request.isMutation;
    const refusal =
      isCacheable && refusals.size > 0 ? refusals.get(keyOf(request, context.viewer)) : undefined;
    if (refusal) return { ...refusal, data: { ...refusal.data } };
    const answer = await fetch(request, context);
    if (isCacheable && retryAfterOf(answer) !== undefined) {
      refusals.purgeStale();
      refusals.set(keyOf(request, context.viewer), answer);
    }
    return answer;
  };
}

function keyOf({ subgraph, body }: SubgraphRequest, viewer: Parameters<FetchSubgraph>[1]["viewer"]): string {
  return JSON.stringify([subgraph, viewer?.role, viewer?.organization, body]);
}
