import type { Cube } from "./cube";
import { measureOf, measureValue } from "./measure";
import { compareKeys, type Group, type StatisticsQuery } from "./statistics-query";
import { keysOf } from "./statistics-sql";

/** The order of a query's groups: by the measures that it names, those without a value last, and then by keys. */
export function groupOrder(cube: Cube, query: StatisticsQuery): (left: Group, right: Group) => number {
  const names = keysOf(cube, query);
  const measures = (query.orderBy ?? []).map(({ field, direction }) => ({
    measure: measureOf(cube, field),
    isUp: direction === "ASC",
  }));
  return (left, right) => {
    for (const { measure, isUp } of measures) {
      const [one, other] = [
        measureValue(cube, measure, left.counts),
        measureValue(cube, measure, right.counts),
      ];
      const order = compareValues(one, other, isUp);
      if (order !== 0) return order;
    }
    return compareKeys(left, right, names);
  };
}

/** The order of two values of a measure; what has none comes last. */
export function compareValues(one: number | null, other: number | null, isUp: boolean): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return isUp ? one - other : other - one;
}
