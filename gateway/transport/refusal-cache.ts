import { retryAfterOf } from "../request/retry-after";
import type { CheckedAnswer } from "./check-answer";
import type { FetchSubgraph, SubgraphRequest } from "./subgraph-request";

/** How long a refusal counts for others who ask for the same, in milliseconds: short beside the work that is waiting. */
const countsMs = 100;
/** Refusals that are remembered. */
const maxKnown = 1_000;

interface Refusal {
  answer: CheckedAnswer;
  until: number;
}

/**
 * Refuses what a subgraph has just refused for want of room: the very same query, of a viewer of the same rights. When a
 * hundred ask for what two at a time can have, it is refusing that takes the machine's time from those who are served.
 */
export function cacheRefusals(fetch: FetchSubgraph, now: () => number): FetchSubgraph {
  const known = new Map<string, Refusal>();
  return async (asked, context) => {
    // A key takes as long to write as a body: only where something is, or is to be, remembered.
    const before = known.size > 0 && !asked.isMutation ? known.get(keyOf(asked, context.viewer)) : undefined;
    if (before && before.until > now()) return { ...before.answer, data: { ...before.answer.data } };
    const answer = await fetch(asked, context);
    if (!asked.isMutation && retryAfterOf(answer) !== undefined) {
      const key = keyOf(asked, context.viewer);
      // The oldest first, and none for longer than it counts.
      known.delete(key);
      known.set(key, { answer, until: now() + countsMs });
      for (const [other, { until }] of known) {
        if (until > now() && known.size <= maxKnown) break;
        known.delete(other);
      }
    } else if (before) known.delete(keyOf(asked, context.viewer));
    return answer;
  };
}

function keyOf({ subgraph, body }: SubgraphRequest, viewer: Parameters<FetchSubgraph>[1]["viewer"]): string {
  return JSON.stringify([subgraph, viewer?.role, viewer?.organization, body]);
}
