/** A map that is bounded by the weight of its entries. */
export interface WeightedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, weight: number): void;
  delete(key: string): void;
  /** The values that were requested most, the most used first. */
  mostUsed(limit: number): Value[];
  readonly size: number;
  /** What is in it, and how it was used so far. */
  state(): CacheState;
}

export interface CacheState {
  entries: number;
  /** Of all entries together. */
  weight: number;
  /** How often `get` had an entry, and had none. */
  hits: number;
  misses: number;
}

interface Entry<Value> {
  value: Value;
  weight: number;
  uses: number;
}

/** The share of the weight that entries which were never requested again have at least. */
const freshShare = 0.25;

/**
 * The least recently used entry is removed first: of those never requested since they were set, so that a client that
 * sets thousands of entries that nobody requests again drives out none of those in use. Written by hand: lru-cache has
 * neither such segments nor counts of use for a warm-up.
 */
export function createWeightedCache<Value>(maxWeight: number): WeightedCache<Value> {
  // A Map iterates in insertion order, so the first key is the stalest.
  const fresh = new Map<string, Entry<Value>>();
  const proven = new Map<string, Entry<Value>>();
  let [freshWeight, provenWeight] = [0, 0];
  let newest: string | undefined;
  let [hits, misses] = [0, 0];
  const drop = (key: string) => {
    freshWeight -= fresh.get(key)?.weight ?? 0;
    provenWeight -= proven.get(key)?.weight ?? 0;
    fresh.delete(key);
    proven.delete(key);
  };
  const dropStalest = (entries: Map<string, Entry<Value>>, exempt: string) => {
    for (const key of entries.keys()) {
      if (key === exempt) continue;
      drop(key);
      return true;
    }
    return false;
  };
  return {
    get(key) {
      const entry = fresh.get(key) ?? proven.get(key);
      if (!entry) {
        misses++;
        return undefined;
      }
      hits++;
      entry.uses++;
      if (key === newest && proven.has(key)) return entry.value;
      drop(key);
      proven.set(key, entry);
      provenWeight += entry.weight;
      newest = key;
      return entry.value;
    },
    set(key, value, weight) {
      drop(key);
      fresh.set(key, { value, weight, uses: 1 });
      freshWeight += weight;
      newest = key;
      while (freshWeight + provenWeight > maxWeight) {
        const isFreshFirst = freshWeight > maxWeight * freshShare || proven.size === 0;
        const [first, second] = isFreshFirst ? [fresh, proven] : [proven, fresh];
        if (!dropStalest(first, key) && !dropStalest(second, key)) break;
      }
    },
    delete: drop,
    mostUsed: (limit) =>
      [...fresh.values(), ...proven.values()]
        .sort((left, right) => right.uses - left.uses)
        .slice(0, limit)
        .map(({ value }) => value),
    get size() {
      return fresh.size + proven.size;
    },
    state: () => ({ entries: fresh.size + proven.size, weight: freshWeight + provenWeight, hits, misses }),
  };
}
