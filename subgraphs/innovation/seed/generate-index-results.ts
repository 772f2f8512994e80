import { Random } from "../../../shared/base/random/random";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { ComponentResult } from "../composite-index/component-result";

/** What the results of one edition are generated from. */
export interface GeneratedEdition {
  indexCode: string;
  year: number;
  fieldSize: number;
  /** How many components Hanoi ranks first in. */
  rankedFirst: number;
}

/**
 * Makes the results of an edition. How many components rank first is public for 2025; which ones, and every other
 * rank and score, is invented.
 */
export function generateResults(
  componentCodes: readonly string[],
  { indexCode, year, fieldSize, rankedFirst }: GeneratedEdition,
): ComponentResult[] {
  const random = new Random(year);
  const first = new Set(random.shuffle(componentCodes).slice(0, rankedFirst));
  return componentCodes.map((componentCode) => {
    const rank = first.has(componentCode) ? 1 : random.integer(2, Math.min(fieldSize, 20));
    const score = Math.round((100 - (rank - 1) * 2.5 - random.next() * 10) * 100) / 100;
    return { componentCode, year, indexCode, score, rank, origin: DataOrigin.SYNTHETIC };
  });
}
