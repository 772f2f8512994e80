/** How statistics about persons are protected from the public; the reasons are in docs/decisions.md. */
export interface Protection {
  /** k: counts of fewer rows are shown as 0, and their groups have no row. */
  smallestCount: number;
  /** D: no count is further from the truth. */
  largestDeviation: number;
  /** Of the noise. */
  variance: number;
}

export const defaultSmallestCount = 5;

export function protectionOf(smallestCount = defaultSmallestCount): Protection {
  return { smallestCount, largestDeviation: 8, variance: 9 };
}
