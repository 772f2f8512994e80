import { bucketOf, type TimeGrain } from "../../base/clock/time-buckets";
import { type Cube, constantName, keyDimensionsOf, rowCountOf } from "../cube/cube";
import { addCounts } from "../cube/measure";
import {
  bucketKey,
  compareKeys,
  type FoundGroups,
  type Group,
  type GroupKeys,
  groupKey,
  isOneGroup,
  type StatisticsQuery,
  type TimeBucketing,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { isInKeyOrder } from "./leading-groups";

/** Grains whose steps each lie within one step of another. */
const within: Record<TimeGrain, TimeGrain[]> = {
  DAY: [],
  WEEK: ["DAY"],
  MONTH: ["DAY"],
  QUARTER: ["MONTH", "DAY"],
  YEAR: ["QUARTER", "MONTH", "DAY"],
};
/** Of queries that are looked for. */
const mostDimensions = 3;
const grains = Object.keys(within) as TimeGrain[];

/**
 * Queries whose groups, if all of them are cached, add up to those of a query in key order: the same rows by one more
 * dimension, or in finer steps.
 */
export function finerQueries(cube: Cube, query: StatisticsQuery): StatisticsQuery[] {
  if (!isInKeyOrder(query)) return [];
  const {
    asOf = null,
    filter,
    groupBy,
    first,
    timeBucket,
    rowKeysOf,
    before,
    withoutTotals,
    classes = null,
  } = query;
  const others = keyDimensionsOf(cube)
    .map(([name]) => constantName(name))
    .filter((name) => !groupBy.includes(name) && groupBy.length < mostDimensions);
  const buckets = [timeBucket ?? null, ...(timeBucket ? finerSteps(timeBucket) : anySteps(cube))];
  return [groupBy, ...others.map((name) => [...groupBy, name])].flatMap((dimensions, at) =>
    buckets.slice(at === 0 ? 1 : 0).map((bucket) => ({
      ...{ asOf, filter: filter ?? null, groupBy: dimensions, timeBucket: bucket, first, classes },
      ...(rowKeysOf && { rowKeysOf }),
      ...(before && { before }),
      ...(withoutTotals && { withoutTotals }),
    })),
  );
}

/** Steps that are filled are needed for those that are to be filled. */
function finerSteps({ field, grain, fillGaps }: TimeBucketing): TimeBucketing[] {
  const filled = [true, ...(fillGaps ? [] : [false])];
  const same = fillGaps ? [] : [{ field, grain, fillGaps: true }];
  return [
    ...same,
    ...within[grain].flatMap((finer) => filled.map((fill) => ({ field, grain: finer, fillGaps: fill }))),
  ];
}

function anySteps(cube: Cube): TimeBucketing[] {
  return Object.keys(cube.times).flatMap((time) =>
    grains.flatMap((grain) =>
      [true, false].map((fillGaps) => ({ field: constantName(time), grain, fillGaps })),
    ),
  );
}

/** The groups of a query, added up from all groups of a finer one. */
export function addedUp(cube: Cube, query: StatisticsQuery, finer: FoundGroups): FoundGroups {
  const { totals } = finer;
  if (isOneGroup(query)) return { groups: [{ keys: { [bucketKey]: null }, counts: totals }], totals };
  const names = keysOf(cube, query);
  const parts = Map.groupBy(finer.groups, ({ keys }) => groupKey(coarser(query, keys, names), names));
  const groups = [...parts.values()].map((some) => ({
    keys: coarser(query, some[0]?.keys ?? {}, names),
    counts: addCounts(
      cube,
      some.map(({ counts }) => counts),
      query,
    ),
  }));
  const selected = query.timeBucket?.fillGaps ? groups : groups.filter((group) => hasRows(cube, group));
  const inOrder = selected.toSorted((left, right) => compareKeys(left, right, names));
  return { groups: inOrder.slice(0, query.first + 1), totals };
}

function coarser({ timeBucket }: StatisticsQuery, keys: GroupKeys, names: readonly string[]): GroupKeys {
  const bucket = keys[bucketKey] ?? null;
  const step = timeBucket && bucket !== null ? bucketOf(bucket, timeBucket.grain).start : null;
  return Object.fromEntries(names.map((name) => [name, name === bucketKey ? step : (keys[name] ?? null)]));
}

function hasRows(cube: Cube, { counts }: Group): boolean {
  return counts[rowCountOf(cube)] !== 0;
}
