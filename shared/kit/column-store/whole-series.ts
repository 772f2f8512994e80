import { fillSteps } from "../cube/fill-steps";
import { addCounts } from "../cube/measure";
import { bucketKey, compareKeys, type FoundGroups, type GroupKeys, groupKey } from "../cube/statistics-query";
import { dimensionsOf, keysOf } from "../cube/statistics-sql";
import { countAll, type LeadingQuery } from "./leading-groups";
import { groupsExpected } from "./storage/store-sql";

/** So few groups are read at once in less time than another pass over the rows takes. */
const fewEnough = 5_000;

/** Whether a query is of a series without gaps whose groups are few. */
export function isShortSeries({ store, query }: LeadingQuery): boolean {
  return query.timeBucket?.fillGaps === true && groupsExpected(store, query) <= fewEnough;
}

/** Its first groups and its totals in one pass over the rows: steps, combinations of keys and totals are those of all groups. */
export async function wholeSeries(leading: LeadingQuery): Promise<FoundGroups> {
  const { store, query, today } = leading;
  const { cube } = store;
  const visible = await countAll(leading);
  const dimensions = dimensionsOf(cube, query);
  const withoutStep = visible.map(({ keys: { [bucketKey]: _, ...keys } }): GroupKeys => keys);
  const combinations =
    dimensions.length === 0
      ? [{}]
      : [...new Map(withoutStep.map((keys) => [groupKey(keys, dimensions), keys])).values()];
  const names = keysOf(cube, query);
  const groups = fillSteps(cube, query, today, { visible, combinations, isAll: true })
    .toSorted((left, right) => compareKeys(left, right, names))
    .slice(0, query.first + 1);
  const counts = visible.map((group) => group.counts);
  return { groups, totals: addCounts(cube, counts, query) };
}
