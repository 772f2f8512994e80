import type { PlannedRequest } from "./fetch-graph";

/**
 * Puts a fetch of entities that nobody waits for to the step at which its subgraph gets another one of the very same entities,
 * which has to wait for more: `inStock` to that of `shippingEstimate`, which is computed from another subgraph's `weight`. They
 * can then be one request, and the answer as a whole waits for the later one anyway.
 */
export function postponeFetches(requests: readonly PlannedRequest[]): PlannedRequest[] {
  const awaited = new Set(requests.flatMap(({ after }) => after));
  const waitsFor = ancestorsOf(requests);
  return requests.map((request) => {
    if (request.numbers.some((number) => awaited.has(number))) return request;
    const entities = entitiesOf(request);
    const later = requests.filter(
      (other) =>
        other.step > request.step &&
        entities !== undefined &&
        entitiesOf(other) === entities &&
        request.after.every((number) => waitsFor(other).has(number)),
    );
    return later.length > 0 ? { ...request, step: Math.min(...later.map(({ step }) => step)) } : request;
  });
}

/** Equal for fetches of one subgraph's entities at the same paths, by the same switches. */
function entitiesOf({ fetch, conditions }: PlannedRequest): string | undefined {
  if (fetch.kind !== "EntityFetch") return undefined;
  const paths = fetch.paths.map((path) => JSON.stringify(path)).sort();
  return JSON.stringify([fetch.subgraph, conditions, paths]);
}

/** Numbers of all fetches that one waits for, those before the ones before included. */
function ancestorsOf(requests: readonly PlannedRequest[]): (request: PlannedRequest) => ReadonlySet<number> {
  const requestOf = new Map(
    requests.flatMap((each) => each.numbers.map((number) => [number, each] as const)),
  );
  const known = new Map<PlannedRequest, ReadonlySet<number>>();
  const find = (request: PlannedRequest): ReadonlySet<number> => {
    const found = known.get(request);
    if (found) return found;
    const all = new Set<number>();
    for (const number of request.after) {
      const before = requestOf.get(number);
      for (const each of before?.numbers ?? []) all.add(each);
      for (const each of before ? find(before) : []) all.add(each);
    }
    known.set(request, all);
    return all;
  };
  return find;
}
