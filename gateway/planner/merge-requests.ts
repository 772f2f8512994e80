import type { FetchGraph, MergedFetch, PlannedRequest } from "./fetch-graph";
import { mergeOperations } from "./merge-operations";
import { postponeFetches } from "./postpone-fetches";
import type { EntityFetch } from "./query-plan";

/**
 * Makes one request of the fetches of entities that one subgraph gets at the same step of a plan, whatever branch they are of:
 * those that ask the same are one list of representations, each entity once; the others are fields `_entities` beside
 * each other. A planner gives each path of the answer fetches of its own: the query of the public gateways benchmark
 * comes to 16, and to 7 requests.
 *
 * A fetch's step is the longest way to it. What is merged waits for all that its parts would have waited for, which is
 * nothing of the same step or a later one; where a slow fetch stands before one part, the other's entities come later than they
 * would have. Fetches of a plan's root are left as they are: a planner makes one of them for each subgraph already.
 */
export function mergeRequests(graph: FetchGraph): FetchGraph {
  const members = withSteps(graph);
  const twins = grouped(members, kindOf).map(mergeTwins);
  const merged = grouped(postponeFetches(twins), placeOf).flatMap(mergeStep);
  // Whoever waits is of a later step than what it waits for.
  return renumbered(merged.sort((left, right) => left.step - right.step));
}

function withSteps(graph: FetchGraph): PlannedRequest[] {
  const steps: number[] = [];
  return graph.map((planned, number) => {
    const step = 1 + Math.max(-1, ...planned.after.map((before) => steps[before] ?? 0));
    steps.push(step);
    return { ...planned, numbers: [number], step };
  });
}

function grouped(
  requests: readonly PlannedRequest[],
  keyOf: (request: PlannedRequest) => string | undefined,
): PlannedRequest[][] {
  const groups = new Map<unknown, PlannedRequest[]>();
  for (const request of requests) {
    const key = keyOf(request) ?? request;
    groups.set(key, [...(groups.get(key) ?? []), request]);
  }
  return [...groups.values()];
}

/** Equal for fetches of which one request may be made; undefined where none may. */
function placeOf({ fetch, conditions, step }: PlannedRequest): string | undefined {
  return fetch.kind === "EntityFetch" ? JSON.stringify([step, fetch.subgraph, conditions]) : undefined;
}

/** Equal for those that in addition request the same, at whatever paths. */
function kindOf(request: PlannedRequest): string | undefined {
  const place = placeOf(request);
  return place && place + JSON.stringify({ ...request.fetch, paths: [] });
}

function mergeTwins(twins: readonly PlannedRequest[]): PlannedRequest {
  const [first, ...others] = twins;
  if (!first) throw new Error("Expected a fetch.");
  if (others.length === 0 || first.fetch.kind !== "EntityFetch") return first;
  const paths = twins.flatMap(({ fetch }) => (fetch.kind === "EntityFetch" ? fetch.paths : []));
  return mergedOf(first, twins, { ...first.fetch, paths });
}

function mergeStep(requests: readonly PlannedRequest[]): readonly PlannedRequest[] {
  const parts = requests.flatMap(({ fetch }) => (fetch.kind === "EntityFetch" ? [fetch] : []));
  const fetch = parts.length > 1 ? mergeOperations(parts) : undefined;
  const [first] = requests;
  return fetch && first ? [mergedOf(first, requests, fetch)] : requests;
}

function mergedOf(
  { step, conditions }: PlannedRequest,
  requests: readonly PlannedRequest[],
  fetch: EntityFetch | MergedFetch,
): PlannedRequest {
  return {
    ...{ fetch, step, conditions },
    after: requests.flatMap(({ after }) => after),
    numbers: requests.flatMap(({ numbers }) => numbers),
  };
}

function renumbered(merged: readonly PlannedRequest[]): FetchGraph {
  const numberOf = new Map<number, number>();
  for (const [number, { numbers }] of merged.entries())
    for (const each of numbers) numberOf.set(each, number);
  return merged.map(({ fetch, after, conditions }) => ({
    ...{ fetch, conditions },
    after: [...new Set(after.map((each) => numberOf.get(each) ?? each))],
  }));
}
