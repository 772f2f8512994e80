import { issueToken } from "../../../gateway/token";
import { systemClock } from "../../../shared/base/clock/clock";
import type { RunningGraph } from "../processes/running-graph";

/** A token of the running graph's own development key, as `npm run token` prints it. */
export function tokenFor(
  graph: RunningGraph,
  { role, org }: { role: string; org?: string },
): Promise<string> {
  const request = { role, sub: `test-${role}`, hours: 1, ...(org !== undefined && { org }) };
  return issueToken(request, graph.dataDirectory, systemClock);
}
