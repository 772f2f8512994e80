import type { Cube } from "./cube";
import { groupOrder } from "./group-order";
import { isWithin } from "./measure";
import type { Group, StatisticsQuery } from "./statistics-query";
import { topOf } from "./top-within";

export function hasMeasures({ having, orderBy, topWithin }: StatisticsQuery): boolean {
  return !!topWithin || (having ?? []).length > 0 || (orderBy ?? []).length > 0;
}

/** What `having`, the order and `first` leave of the groups. */
export function selectGroups(cube: Cube, query: StatisticsQuery, groups: readonly Group[]): Group[] {
  const within = groups.filter(({ counts }) =>
    (query.having ?? []).every((bounds) => isWithin(cube, bounds, counts)),
  );
  const inOrder = within.toSorted(groupOrder(cube, query));
  return topOf(cube, query, inOrder).slice(0, query.first + 1);
}
