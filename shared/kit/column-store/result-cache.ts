import { createWeightedCache, type WeightedCache } from "../../base/cache/weighted-cache";
import { dayOf } from "../../base/clock/calendar-day";
import { filledDays } from "../cube/check-query";
import { bucketKey, type FoundGroups, type StatisticsQuery } from "../cube/statistics-query";
import { dimensionsOf } from "../cube/statistics-sql";
import { CachedGroups } from "./cached-groups";
import { addedUp, finerQueries } from "./finer-queries";
import type { StoreFollower } from "./storage/store-follower";

const fewChanges = 500;

/** Cached groups of queries, each answer kept exact by counting only what has changed since (incremental aggregates). */
export class ResultCache {
  readonly #follower: StoreFollower;
  readonly #cache: WeightedCache<CachedGroups>;

  /** `most`: the most numbers in all answers together, 8 bytes each and more. */
  constructor(follower: StoreFollower, most: number) {
    this.#follower = follower;
    this.#cache = createWeightedCache(most);
  }

  /**
   * The answer as of the latest known change, if the deadlines that it counts as passed are those of the instant: as it
   * was found, or added up from that of a finer query.
   */
  find(query: StatisticsQuery, now: Date): FoundGroups | undefined {
    if (!this.#follower.isSameAt(now)) return undefined;
    const cached = this.#upToDate(query, now);
    if (cached) return cached.found;
    const { cube } = this.#follower.tables;
    for (const finer of finerQueries(cube, query)) {
      if (!this.#isNearlyUpToDate(finer, now)) continue;
      const entry = this.#upToDate(finer, now);
      if (!entry?.isWhole) continue;
      const found = addedUp(cube, query, entry.found);
      this.#set(query, now, found, this.#follower.offset);
      return found;
    }
    return undefined;
  }

  /** Whether all groups of a query are cached as of so few changes ago that adding these is faster than a new query. */
  #isNearlyUpToDate(query: StatisticsQuery, now: Date): boolean {
    const entry = this.#cache.get(this.#keyOf(query, now));
    return entry?.isWhole === true && this.#follower.offset - entry.offset <= fewChanges;
  }

  #upToDate(query: StatisticsQuery, now: Date): CachedGroups | undefined {
    const key = this.#keyOf(query, now);
    const entry = this.#cache.get(key);
    const changes = entry && this.#follower.changesFrom(entry.offset);
    if (changes && (changes.length === 0 || entry.count(changes, this.#follower.offset))) return entry;
    this.#cache.delete(key);
    return undefined;
  }

  /** Caches what was found as of a log offset, and with it the totals. */
  set(query: StatisticsQuery, now: Date, found: FoundGroups, offset: number): void {
    if (!this.#follower.isSameAt(now)) return;
    this.#set(query, now, found, offset);
    const whole = wholeOf(query);
    const { totals } = found;
    if (!query.withoutTotals && !this.#cache.get(this.#keyOf(whole, now)))
      this.#set(whole, now, { groups: [{ keys: { [bucketKey]: null }, counts: totals }], totals }, offset);
  }

  #set(query: StatisticsQuery, now: Date, found: FoundGroups, offset: number): void {
    const entry = new CachedGroups(this.#follower.tables, query, found, offset);
    this.#cache.set(this.#keyOf(query, now), entry, entry.weight);
  }

  #keyOf(query: StatisticsQuery, now: Date): string {
    const { cube } = this.#follower.tables;
    const {
      asOf = null,
      filter = null,
      timeBucket = null,
      having,
      orderBy,
      first,
      rowKeysOf,
      leastRows,
      before,
      withoutTotals,
      classes,
      topWithin,
    } = query;
    const days = timeBucket?.fillGaps ? filledDays(cube, query, dayOf(now)) : null;
    return JSON.stringify([
      ...[asOf, filter, dimensionsOf(cube, query), timeBucket, having ?? [], orderBy ?? [], first, days],
      ...[rowKeysOf ?? null, leastRows ?? 0, classes ?? [], topWithin ?? null],
      ...[before ?? null, withoutTotals ?? false],
    ]);
  }
}

/** The query for the totals of another one. */
export function wholeOf({ asOf = null, filter = null, rowKeysOf, before }: StatisticsQuery): StatisticsQuery {
  return { asOf, filter, groupBy: [], first: 1, ...(rowKeysOf && { rowKeysOf }), ...(before && { before }) };
}

/** The query for the combinations of keys of another one, without steps of time. */
export function combinationsOf(query: StatisticsQuery): StatisticsQuery {
  const { asOf = null, filter = null, groupBy, first, rowKeysOf, before, classes = null } = query;
  return {
    asOf,
    filter,
    groupBy,
    first,
    classes,
    ...(rowKeysOf && { rowKeysOf }),
    ...(before && { before }),
  };
}
