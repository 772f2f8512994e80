import { createWeightedCache, type WeightedCache } from "../../base/cache/weighted-cache";
import type { StatisticsQuery } from "../cube/statistics-query";
import { type Reading, readingOf } from "./cached-groups";
import { changeAsOf } from "./storage/rows-as-of";
import type { StoreFollower } from "./storage/store-follower";
import { matches } from "./storage/stored-row";

interface Entry {
  reading: Reading;
  found: Map<string, number>;
  /** Up to which change of the store it counts. */
  offset: number;
}

/** How many keys groups were found to have, for as long as none of their rows changes. */
export class DistinctCache {
  readonly #follower: StoreFollower;
  readonly #cache: WeightedCache<Entry>;

  /** `most`: the most numbers in all answers together, 8 bytes each and more. */
  constructor(follower: StoreFollower, most: number) {
    this.#follower = follower;
    this.#cache = createWeightedCache(most);
  }

  find(query: StatisticsQuery, dimension: string, now: Date): Map<string, number> | undefined {
    const key = keyOf(query, dimension);
    const entry = this.#follower.isSameAt(now) ? this.#cache.get(key) : undefined;
    const changes = entry && this.#follower.changesFrom(entry.offset);
    if (!entry || !changes) return undefined;
    const { store, condition } = entry.reading;
    const asOf = changes.flatMap((change) => changeAsOf(store, query, change) ?? []);
    if (asOf.some((change) => matches(store.layout, condition, change))) return undefined;
    entry.offset = this.#follower.offset;
    return entry.found;
  }

  /** Caches what was found as of a log offset. */
  set(query: StatisticsQuery, dimension: string, now: Date, found: Map<string, number>, offset: number) {
    this.#set(keyOf(query, dimension), query, now, found, offset);
  }

  /**
   * The same for what is counted of other rows, too, as that which is protected is: it is cached until any row changes.
   */
  setUntilChange(
    query: StatisticsQuery,
    dimension: string,
    now: Date,
    found: Map<string, number>,
    offset: number,
  ) {
    this.#set(keyOf(query, dimension), { ...query, filter: null }, now, found, offset);
  }

  #set(key: string, query: StatisticsQuery, now: Date, found: Map<string, number>, offset: number): void {
    if (!this.#follower.isSameAt(now)) return;
    const reading = readingOf(this.#follower.tables, query);
    this.#cache.set(key, { reading, found, offset }, 8 + found.size * 8);
  }
}

function keyOf(
  { asOf, filter, groupBy, classes, timeBucket, before }: StatisticsQuery,
  dimension: string,
): string {
  return JSON.stringify([asOf, filter, groupBy, classes, timeBucket, before ?? null, dimension]);
}
