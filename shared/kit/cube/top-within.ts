import { type Cube, nameOfConstant } from "./cube";
import type { Group, StatisticsQuery } from "./statistics-query";

/** The first groups within each of a dimension, as `topWithin` wants them. */
export function topOf(cube: Cube, { topWithin }: StatisticsQuery, inOrder: Group[]): Group[] {
  if (!topWithin) return inOrder;
  const name = nameOfConstant(cube.dimensions, topWithin.dimension);
  const seen = new Map<string | null, number>();
  return inOrder.filter(({ keys }) => {
    const before = seen.get(keys[name] ?? null) ?? 0;
    seen.set(keys[name] ?? null, before + 1);
    return before < topWithin.first;
  });
}
