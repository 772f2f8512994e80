import { type Cube, nameOfConstant } from "../cube";
import { groupOrder } from "../group-order";
import { isWithin } from "../measure";
import type { Group, StatisticsQuestion } from "../question";

export function hasMeasures({ having, orderBy, topWithin }: StatisticsQuestion): boolean {
  return !!topWithin || (having ?? []).length > 0 || (orderBy ?? []).length > 0;
}

/** What `having`, the order and `first` leave of the groups. */
export function keepGroups(cube: Cube, question: StatisticsQuestion, groups: readonly Group[]): Group[] {
  const within = groups.filter(({ counts }) =>
    (question.having ?? []).every((bounds) => isWithin(cube, bounds, counts)),
  );
  const inOrder = within.toSorted(groupOrder(cube, question));
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
