/** A map that is bounded by the weight of all it holds; what was unused for longest makes room. */
export interface WeightedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, weight: number): void;
  delete(key: string): void;
  /** The values that were asked for most, the most used first. */
  mostUsed(limit: number): Value[];
  readonly size: number;
}

export function createWeightedCache<Value>(maxWeight: number): WeightedCache<Value> {
  const entries = new Map<string, { value: Value; weight: number; uses: number }>();
  let total = 0;
  let newest: string | undefined;
  const drop = (key: string) => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entry.uses++;
      // Put back at the end: a Map iterates in insertion order, so the first key is the stalest.
      if (key !== newest) {
        entries.delete(key);
        entries.set(key, entry);
        newest = key;
      }
      return entry.value;
    },
    set(key, value, weight) {
      drop(key);
      entries.set(key, { value, weight, uses: 1 });
      newest = key;
      total += weight;
      for (const stalest of entries.keys()) {
        if (total <= maxWeight || stalest === key) break;
        drop(stalest);
      }
    },
    delete: drop,
    mostUsed: (limit) =>
      [...entries]
        .sort(([, left], [, right]) => right.uses - left.uses)
        .slice(0, limit)
        .map(([, { value }]) => value),
    get size() {
      return entries.size;
    },
  };
}
