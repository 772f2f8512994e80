import { type Condition, conditionOfRows } from "../cube/condition";
import { countsOf, part, rowCountOf } from "../cube/cube";
import { groupOrder } from "../cube/group-order";
import { isWithin, noCounts } from "../cube/measure";
import {
  type Counts,
  type FoundGroups,
  type Group,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import type { StoreCube } from "./storage/row-condition-sql";
import { changeAsOf } from "./storage/rows-as-of";
import { addRow, keysOfRow, matches, type SignedRow } from "./storage/stored-row";

/** A query as it is applied to single rows. */
export interface Reading {
  store: StoreCube;
  query: StatisticsQuery;
  condition: Condition;
  /** Names of the keys of a group. */
  names: string[];
}

export function readingOf(store: StoreCube, query: StatisticsQuery): Reading {
  const { cube } = store;
  return { store, query, condition: conditionOfRows(cube, query), names: keysOf(cube, query) };
}

/** A cached answer, kept exact by counting only what has changed since; or found to be invalid. */
export class CachedGroups {
  readonly #reading: Reading;
  /** By the text of its keys; made when changes come. */
  #groups: Map<string, Group> | undefined;
  #order: Group[];
  #totals: Counts;
  /** Whether there are other groups than these, beyond the requested number or filtered out. */
  readonly #isPart: boolean;
  /** Whether groups of too few rows are not among these. */
  readonly #lacksFew: boolean;
  /** The last of them as it was counted: no other group is before it. */
  readonly #last: Group | undefined;
  readonly #compare: (left: Group, right: Group) => number;
  /** Up to which change of the store it counts. */
  offset: number;

  constructor(store: StoreCube, query: StatisticsQuery, found: FoundGroups, offset: number) {
    this.#reading = readingOf(store, query);
    this.#compare = groupOrder(store.cube, query);
    this.#order = found.groups;
    this.#totals = found.totals;
    const isCut = this.#order.length > query.first;
    this.#isPart = isCut || (query.having ?? []).length > 0 || !!query.topWithin || found.lacksFew === true;
    this.#lacksFew = found.lacksFew === true;
    this.#last = isCut ? this.#order.at(-1) : undefined;
    this.offset = offset;
  }

  /** The same groups as long as nothing has changed of them. */
  get found(): FoundGroups {
    return {
      ...{ groups: this.#order, totals: this.#totals },
      ...(this.#lacksFew && { lacksFew: true }),
    };
  }

  /** Whether it has all groups that there are. */
  get isWhole(): boolean {
    return !this.#isPart;
  }

  /** How many numbers it contains. */
  get weight(): number {
    const { store, query } = this.#reading;
    return (this.#order.length + 1) * (15 + Object.keys(countsOf(store.cube, query)).length);
  }

  /** Counts changes in; gives whether that was possible. When it was not, the answer is of no use any more. */
  count(changes: readonly SignedRow[], offset: number): boolean {
    const { store, query, names } = this.#reading;
    const { cube, layout } = store;
    const deltas = new Map<string, Group>();
    const totals = { ...this.#totals };
    for (const change of changes) {
      const signed = changeAsOf(store, query, change);
      if (!signed || !matches(layout, this.#reading.condition, signed)) continue;
      addRow(store, query, totals, signed);
      const keys = keysOfRow(cube, query, signed.row);
      const key = groupKey(keys, names);
      const delta = deltas.get(key) ?? { keys, counts: noCounts(cube, query) };
      deltas.set(key, delta);
      addRow(store, query, delta.counts, signed);
    }
    this.offset = offset;
    if (deltas.size === 0) return true;
    // What comes next within a group is not cached.
    if (query.topWithin) return false;
    this.#totals = totals;
    this.#groups ??= new Map(this.#order.map((group) => [groupKey(group.keys, names), group]));
    for (const [key, delta] of deltas) if (!this.#countGroup(this.#groups, key, delta)) return false;
    this.#order = [...this.#groups.values()].sort(this.#compare);
    // The first group after the requested ones must be cached, if there is one.
    return !this.#last || this.#order.length > query.first;
  }

  #countGroup(groups: Map<string, Group>, key: string, { keys, counts }: Group): boolean {
    const { store, query } = this.#reading;
    const fillsGaps = query.timeBucket?.fillGaps === true;
    const rows = part(counts, this.#rowCount);
    const cached = groups.get(key);
    if (!cached) {
      if (Object.values(counts).every((count) => count === 0)) return true;
      if (fillsGaps && rows !== 0) return false;
      // A group after the last one stays there if only keys decide.
      if (this.#last && this.#isByKeys) return this.#compare({ keys, counts }, this.#last) > 0;
      if (this.#isPart || rows <= 0) return false;
      groups.set(key, { keys, counts });
      return true;
    }
    const before = part(cached.counts, this.#rowCount);
    const sums: Counts = {};
    for (const name of Object.keys(counts)) sums[name] = part(cached.counts, name) + part(counts, name);
    const changed = { keys, counts: sums };
    groups.set(key, changed);
    const after = part(sums, this.#rowCount);
    if (fillsGaps && (before === 0 || after === 0) && rows !== 0) return false;
    const isOne = query.groupBy.length === 0 && !query.timeBucket;
    if (after === 0 && before !== 0 && !isOne) groups.delete(key);
    else if (this.#lacksFew && after < (query.leastRows ?? 0)) groups.delete(key);
    else if (!(query.having ?? []).every((bounds) => isWithin(store.cube, bounds, sums))) groups.delete(key);
    return !this.#last || this.#compare(changed, this.#last) <= 0;
  }

  get #rowCount(): string {
    return rowCountOf(this.#reading.store.cube);
  }

  get #isByKeys(): boolean {
    const { orderBy, having } = this.#reading.query;
    return (orderBy ?? []).length === 0 && (having ?? []).length === 0;
  }
}
