import { badInput } from "../../errors/graph-error";

/** How statistics about persons are protected from the public; the reasons stand in docs/decisions.md. */
export interface Protection {
  /** k: counts of fewer rows are told as 0, and their groups have no row. */
  smallestCount: number;
  /** D: no count is further from the truth. */
  largestDeviation: number;
  /** Of the noise. */
  variance: number;
}

export const defaultSmallestCount = 5;

/** Reads SMALL_CELL: k, 1 to 100. */
export function protectionOf(smallestCount: number = defaultSmallestCount): Protection {
  if (!Number.isInteger(smallestCount) || smallestCount < 1 || smallestCount > 100)
    throw badInput(`SMALL_CELL: expected a whole number from 1 to 100; got ${smallestCount}.`, []);
  return { smallestCount, largestDeviation: 8, variance: 9 };
}
