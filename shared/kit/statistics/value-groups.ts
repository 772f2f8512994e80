import type { CalendarDay } from "../../base/clock/calendar-day";
import { allGroups } from "../cube/check-query";
import { type Cube, part } from "../cube/cube";
import { fillSteps } from "../cube/fill-steps";
import { addCounts } from "../cube/measure";
import { selectGroups } from "../cube/select-groups";
import {
  bucketKey,
  type Distribution,
  type FoundDistributions,
  type Group,
  type GroupKeys,
  groupKey,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { dimensionsOf, keysOf } from "../cube/statistics-sql";

/*
 * A dimension of values puts a row into the group of each value that it has. Such groups do not add up, so that engines
 * group by the set of values instead, of which a row has one. Here groups by set become groups by value.
 */

/** Whether a query is grouped by values. */
export function isByValues(cube: Cube, query: Pick<StatisticsQuery, "groupBy">): boolean {
  return dimensionsOf(cube, query).some((name) => part(cube.dimensions, name).kind === "values");
}

/** The query for all groups by set, whatever another one shows of those by value. */
export function queryBySets(query: StatisticsQuery): StatisticsQuery {
  const { asOf = null, filter = null, groupBy, classes = null, timeBucket, rowKeysOf } = query;
  return {
    ...{ asOf, filter, groupBy, classes, first: allGroups },
    timeBucket: timeBucket ? { ...timeBucket, fillGaps: false } : null,
    ...(rowKeysOf && { rowKeysOf }),
  };
}

/** The groups by value that a query is answered with, of all groups by set. */
export function groupsByValue(
  cube: Cube,
  query: StatisticsQuery,
  sets: readonly Group[],
  today: CalendarDay,
): Group[] {
  const names = keysOf(cube, query);
  const byValue = sets.flatMap(({ keys, counts }) =>
    keysByValue(cube, query, keys).map((one) => ({ keys: one, counts })),
  );
  const visible = [...Map.groupBy(byValue, ({ keys }) => groupKey(keys, names)).values()].map((some) => ({
    keys: some[0]?.keys ?? {},
    counts: addCounts(
      cube,
      some.map(({ counts }) => counts),
      query,
    ),
  }));
  if (!query.timeBucket?.fillGaps) return selectGroups(cube, query, visible);
  const untimed = visible.map(({ keys }) => ({ ...keys, [bucketKey]: null }));
  const combinations = [...new Map(untimed.map((keys) => [groupKey(keys, names), keys])).values()];
  return selectGroups(cube, query, fillSteps(cube, query, today, { visible, combinations, isAll: true }));
}

/** How a number is spread within each group by value, of how it is within those by set. */
export function distributionsByValue(
  cube: Cube,
  query: StatisticsQuery,
  { groups, all }: FoundDistributions,
): FoundDistributions {
  const names = keysOf(cube, query);
  const byValue = new Map<string, Distribution>();
  for (const [key, distribution] of groups) {
    const values: (string | null)[] = JSON.parse(key);
    const keys = Object.fromEntries(names.map((name, at) => [name, values[at] ?? null]));
    for (const one of keysByValue(cube, query, keys)) {
      const sum = byValue.get(groupKey(one, names)) ?? new Map<number, number>();
      byValue.set(groupKey(one, names), sum);
      for (const [number, rows] of distribution) sum.set(number, (sum.get(number) ?? 0) + rows);
    }
  }
  return { groups: byValue, all };
}

/** The keys of the groups by value that a group by set is part of. */
function keysByValue(cube: Cube, query: StatisticsQuery, bySet: GroupKeys): GroupKeys[] {
  return dimensionsOf(cube, query).reduce<GroupKeys[]>(
    (all, name) => {
      const dimension = part(cube.dimensions, name);
      if (dimension.kind !== "values") return all;
      const digits = bySet[name] ?? "";
      const had = Object.keys(dimension.values).filter((_, at) => digits[at] === "1");
      const keys = had.length === 0 ? [null] : had;
      return all.flatMap((one) => keys.map((key) => ({ ...one, [name]: key })));
    },
    [bySet],
  );
}
