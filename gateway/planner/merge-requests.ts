import type { FetchGraph, MergedFetch, PlannedFetch } from "./fetch-graph";
import { mergeOperations } from "./merge-operations";
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
  const groups = new Map<string, Member[]>();
  const steps: number[] = [];
  for (const [number, planned] of graph.entries()) {
    const step = 1 + Math.max(-1, ...planned.after.map((before) => steps[before] ?? 0));
    steps.push(step);
    const key = keyOf(planned, step, number);
    const members = groups.get(key) ?? [];
    members.push({ ...planned, number, step });
    groups.set(key, members);
  }
  const merged = [...groups.values()].flatMap(mergeGroup);
  // Whoever waits is of a later step than what it waits for.
  return renumbered(merged.sort((left, right) => left.step - right.step));
}

interface Member extends PlannedFetch {
  number: number;
  step: number;
}

/** Of one request. */
interface MergedMember extends PlannedFetch {
  /** Those that it stands for. */
  numbers: readonly number[];
  step: number;
}

/** Equal for fetches of which one request may be made. */
function keyOf({ fetch, conditions }: PlannedFetch, step: number, number: number): string {
  return fetch.kind === "EntityFetch"
    ? JSON.stringify([step, fetch.subgraph, conditions])
    : `only ${number}`;
}

function mergeGroup(members: readonly Member[]): MergedMember[] {
  const twins = new Map<string, Member[]>();
  for (const member of members) {
    const kind = JSON.stringify({ ...member.fetch, paths: [] });
    twins.set(kind, [...(twins.get(kind) ?? []), member]);
  }
  const different = [...twins.values()].map(mergeTwins);
  if (different.length === 1) return different;
  const parts = different.flatMap(({ fetch }) => (fetch.kind === "EntityFetch" ? [fetch] : []));
  const fetch = parts.length > 1 ? mergeOperations(parts) : undefined;
  return fetch ? [mergedOf(different, fetch)] : different;
}

/** They request the same of entities at several paths. */
function mergeTwins(members: readonly Member[]): MergedMember {
  const each = members.map((member) => ({ ...member, numbers: [member.number] }));
  const [first] = each;
  if (!first) throw new Error("Expected a fetch.");
  const { fetch } = first;
  if (fetch.kind !== "EntityFetch") return first;
  const paths = members.flatMap((member) => ("paths" in member.fetch ? member.fetch.paths : []));
  return mergedOf(each, { ...fetch, paths });
}

function mergedOf(members: readonly MergedMember[], fetch: EntityFetch | MergedFetch): MergedMember {
  const [first] = members;
  if (!first) throw new Error("Expected a fetch.");
  return {
    ...{ fetch, step: first.step, conditions: first.conditions },
    after: members.flatMap(({ after }) => after),
    numbers: members.flatMap(({ numbers }) => numbers),
  };
}

function renumbered(merged: readonly MergedMember[]): FetchGraph {
  const numberOf = new Map<number, number>();
  for (const [number, { numbers }] of merged.entries()) for (const each of numbers) numberOf.set(each, number);
  return merged.map(({ fetch, after, conditions }) => ({
    ...{ fetch, conditions },
    after: [...new Set(after.map((each) => numberOf.get(each) ?? each))],
  }));
}
