import {
  type FoundDistributions,
  type GroupKeys,
  groupKey,
  type StatisticsQuestion,
} from "../statistics/question";
import { keysOf } from "../statistics/statistics-sql";
import { keysIn, type RunStatement } from "./leading-groups";
import type { StoreCube } from "./row-condition-sql";
import { distinctStatement, distributionStatement } from "./store-sql";

/** How the number that percentiles are of is spread in some groups of a question, or in all, and over all. */
export async function findDistributions(
  store: StoreCube,
  question: StatisticsQuestion,
  now: Date,
  among: readonly GroupKeys[] | undefined,
  run: RunStatement,
): Promise<FoundDistributions> {
  const names = keysOf(store.cube, question);
  const ask = (one: StatisticsQuestion, some?: readonly GroupKeys[]) =>
    run(distributionStatement(store, one, now, some));
  const found: FoundDistributions = { groups: new Map(), all: new Map() };
  for (const row of among?.length === 0 ? [] : await ask(question, among)) {
    const group = groupKey(keysIn(store, question, row), names);
    const distribution = found.groups.get(group) ?? new Map<number, number>();
    found.groups.set(group, distribution.set(Number(row.number), Number(row.rows)));
  }
  for (const { number, rows } of await ask({ ...question, groupBy: [], timeBucket: null }))
    found.all.set(Number(number), Number(rows));
  return found;
}

/** How many keys of a dimension each group has, by `groupKey`. */
export async function findDistinct(
  store: StoreCube,
  question: StatisticsQuestion,
  dimension: string,
  now: Date,
  run: RunStatement,
): Promise<Map<string, number>> {
  const names = keysOf(store.cube, question);
  const rows = await run(distinctStatement(store, question, dimension, now));
  return new Map(
    rows.map((row) => [groupKey(keysIn(store, question, row), names), Number(row.distinctKeys)]),
  );
}
