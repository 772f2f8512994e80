import { createWeightedCache, type WeightedCache } from "../cache/weighted-cache";
import type { StatisticsQuestion } from "../statistics/question";
import { type Reading, readingOf } from "./cached-groups";
import { changeAsOf } from "./rows-as-of";
import type { StoreFollower } from "./store-follower";
import { holds } from "./stored-row";

interface Entry {
  reading: Reading;
  found: Map<string, number>;
  /** Up to which change of the store it counts. */
  offset: number;
}

/** How many keys groups were found to have, for as long as none of their rows changes. */
export class KnownDistinct {
  readonly #follower: StoreFollower;
  readonly #cache: WeightedCache<Entry>;

  /** `most`: numbers that all answers hold together, 8 bytes each and more. */
  constructor(follower: StoreFollower, most: number) {
    this.#follower = follower;
    this.#cache = createWeightedCache(most);
  }

  find(question: StatisticsQuestion, dimension: string, now: Date): Map<string, number> | undefined {
    const key = keyOf(question, dimension);
    const entry = this.#follower.isSameAt(now) ? this.#cache.get(key) : undefined;
    const changes = entry && this.#follower.changesFrom(entry.offset);
    if (!entry || !changes) return undefined;
    const { store, condition } = entry.reading;
    const asOf = changes.flatMap((change) => changeAsOf(store, question, change) ?? []);
    if (asOf.some((change) => holds(store.layout, condition, change))) return undefined;
    entry.offset = this.#follower.offset;
    return entry.found;
  }

  /** Keeps what was found as of a number of changes. */
  keep(
    question: StatisticsQuestion,
    dimension: string,
    now: Date,
    found: Map<string, number>,
    offset: number,
  ) {
    this.#set(keyOf(question, dimension), question, now, found, offset);
  }

  /** The same for what is counted of other rows, too, as that which is protected is: it is known until any row changes. */
  keepUntilChange(
    question: StatisticsQuestion,
    dimension: string,
    now: Date,
    found: Map<string, number>,
    offset: number,
  ) {
    this.#set(keyOf(question, dimension), { ...question, filter: null }, now, found, offset);
  }

  #set(
    key: string,
    question: StatisticsQuestion,
    now: Date,
    found: Map<string, number>,
    offset: number,
  ): void {
    if (!this.#follower.isSameAt(now)) return;
    const reading = readingOf(this.#follower.tables, question);
    this.#cache.set(key, { reading, found, offset }, 8 + found.size * 8);
  }
}

function keyOf(
  { asOf, filter, groupBy, classes, timeBucket, before }: StatisticsQuestion,
  dimension: string,
): string {
  return JSON.stringify([asOf, filter, groupBy, classes, timeBucket, before ?? null, dimension]);
}
