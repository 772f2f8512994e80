import { instantOf } from "../cube/cube-as-of";
import {
  type FoundDistributions,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { keysIn, type RunStatement } from "./leading-groups";
import type { StoreCube } from "./storage/row-condition-sql";
import { storeAsOf } from "./storage/rows-as-of";
import { distinctStatement, distributionStatement } from "./storage/store-sql";

/** How the number that percentiles are of is spread in some groups of a query, or in all, and over all. */
export async function findDistributions(
  of: StoreCube,
  query: StatisticsQuery,
  present: Date,
  among: readonly GroupKeys[] | undefined,
  run: RunStatement,
): Promise<FoundDistributions> {
  const store = storeAsOf(of, query, present);
  const now = instantOf(query, present);
  const names = keysOf(store.cube, query);
  const count = (one: StatisticsQuery, some?: readonly GroupKeys[]) =>
    run(distributionStatement(store, one, now, some));
  const found: FoundDistributions = { groups: new Map(), all: new Map() };
  for (const row of among?.length === 0 ? [] : await count(query, among)) {
    const group = groupKey(keysIn(store, query, row), names);
    const distribution = found.groups.get(group) ?? new Map<number, number>();
    found.groups.set(group, distribution.set(Number(row.number), Number(row.rows)));
  }
  for (const { number, rows } of await count({ ...query, groupBy: [], timeBucket: null }))
    found.all.set(Number(number), Number(rows));
  return found;
}

/** How many keys of a dimension each group has, by `groupKey`. */
export async function findDistinct(
  of: StoreCube,
  query: StatisticsQuery,
  dimension: string,
  present: Date,
  run: RunStatement,
): Promise<Map<string, number>> {
  const store = storeAsOf(of, query, present);
  const names = keysOf(store.cube, query);
  const rows = await run(distinctStatement(store, query, dimension, instantOf(query, present)));
  return new Map(rows.map((row) => [groupKey(keysIn(store, query, row), names), Number(row.distinctKeys)]));
}
