import { badInput } from "../../base/errors/graph-error";
import { maxGroups } from "../cube/check-query";
import { type Cube, nameOfConstant } from "../cube/cube";
import { compareValues } from "../cube/group-order";
import { isBetween, measureOf, measureValue, percentileOf } from "../cube/measure";
import {
  type Distribution,
  decidingMeasures,
  type FoundDistributions,
  type FoundGroups,
  type Group,
  type GroupKeys,
  groupKey,
  type MeasureTerm,
  type StatisticsQuery,
} from "../cube/statistics-query";
import { keysOf } from "../cube/statistics-sql";
import { topOf } from "../cube/top-within";
import { shareOf } from "./series-windows";

/*
 * Percentiles and shares of the total are no sums of counts. Groups are ordered and filtered by them when all groups
 * are found: by the values that are shown, which for the public are protected.
 */

const isRanked = ({ percentile, share }: MeasureTerm) => percentile != null || share === true;

/** Whether a query orders or filters groups by percentiles or shares. */
export function ranksGroups({ having, orderBy }: StatisticsQuery): boolean {
  return [...(having ?? []), ...(orderBy ?? [])].some(isRanked);
}

/** The query for all groups of such a one, in the order of their keys. */
export function unrankedOf(cube: Cube, query: StatisticsQuery): StatisticsQuery {
  const { having, measures } = query;
  const deciding = decidingMeasures(query).map((one) => nameOfConstant(cube.measures, one));
  return {
    ...{ ...query, orderBy: null, topWithin: null, first: maxGroups },
    having: (having ?? []).filter((bounds) => !isRanked(bounds)),
    ...(measures && { measures: [...new Set([...measures, ...deciding])].toSorted() }),
  };
}

/** An answer with the distributions of numbers in its groups. */
interface Answer extends FoundGroups {
  distributions(groups?: readonly GroupKeys[]): Promise<FoundDistributions>;
}

/** The groups of such a query, of all groups. Refuses too many. */
export async function rankGroups(cube: Cube, query: StatisticsQuery, found: Answer): Promise<Group[]> {
  const { groups, totals } = found;
  if (groups.length > maxGroups)
    throw badInput(
      `orderBy, having: expected at most ${maxGroups} groups to order by percentiles or shares; got more. Filter, or group by less.`,
      ["orderBy"],
    );
  const terms = [...(query.having ?? []), ...(query.orderBy ?? [])];
  const names = keysOf(cube, query);
  const spread = terms.some(({ percentile }) => percentile != null)
    ? (await found.distributions(groups.map(({ keys }) => keys))).groups
    : new Map<string, Distribution>();
  const measured = (constant: string, { percentile, share }: MeasureTerm, { keys, counts }: Group) => {
    if (percentile != null)
      return percentileOf(spread.get(groupKey(keys, names)) ?? new Map<number, number>(), percentile);
    return share
      ? shareOf(cube, constant, counts, totals)
      : measureValue(cube, measureOf(cube, constant), counts);
  };
  const selected = groups.filter((group) =>
    (query.having ?? []).every((bounds) => isBetween(bounds.is, measured(bounds.measure, bounds, group))),
  );
  const order = query.orderBy ?? [];
  const ranked = selected.map((group) => ({
    group,
    values: order.map((one) => measured(one.field, one, group)),
  }));
  ranked.sort((left, right) => {
    for (const [at, { direction }] of order.entries()) {
      const isUp = direction === "ASC";
      const compared = compareValues(left.values[at] ?? null, right.values[at] ?? null, isUp);
      if (compared !== 0) return compared;
    }
    return 0;
  });
  const inOrder = ranked.map(({ group }) => group);
  return topOf(cube, query, inOrder).slice(0, query.first + 1);
}
