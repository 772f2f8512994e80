import { type Cube, nameOfConstant } from "../cube";
import { isWithin, measureOf, measureValue } from "../measure";
import { compareKeys, type Group, type StatisticsQuestion } from "../question";
import { keysOf } from "../statistics-sql";

export function hasMeasures({ having, orderBy, topWithin }: StatisticsQuestion): boolean {
  return !!topWithin || (having ?? []).length > 0 || (orderBy ?? []).length > 0;
}

/** What `having`, the order and `first` leave of the groups. */
export function keepGroups(cube: Cube, question: StatisticsQuestion, groups: readonly Group[]): Group[] {
  const names = keysOf(cube, question);
  const within = groups.filter(({ counts }) =>
    (question.having ?? []).every((bounds) => isWithin(cube, bounds, counts)),
  );
  const order = (question.orderBy ?? []).map(({ field, direction }) => ({
    ...{ measure: measureOf(cube, field), isUp: direction === "ASC" },
  }));
  const compare = (left: Group, right: Group) => {
    for (const { measure, isUp } of order) {
      const [one, other] = [measureValue(measure, left.counts), measureValue(measure, right.counts)];
      if (one === other) continue;
      if (one === null || other === null) return one === null ? 1 : -1;
      return isUp ? one - other : other - one;
    }
    return compareKeys(left, right, names);
  };
  const inOrder = within.toSorted(compare);
  return topOf(cube, question, inOrder).slice(0, question.first + 1);
}

/** The first groups within each of a dimension. */
function topOf(cube: Cube, { topWithin }: StatisticsQuestion, inOrder: Group[]): Group[] {
  if (!topWithin) return inOrder;
  const name = nameOfConstant(cube.dimensions, topWithin.dimension);
  const seen = new Map<string | null, number>();
  return inOrder.filter(({ keys }) => {
    const before = seen.get(keys[name] ?? null) ?? 0;
    seen.set(keys[name] ?? null, before + 1);
    return before < topWithin.first;
  });
}
