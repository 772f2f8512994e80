/**
 * How many of `total` make a share that prints as `share` to four decimals; undefined when no number does, for
 * a small total has gaps: 3 of 4 is 0.75 and nothing is 0.8.
 */
export function quotaOf(total: number, share: number): number | undefined {
  const count = Math.round(total * share);
  return total > 0 && (count / total).toFixed(4) === share.toFixed(4) ? count : undefined;
}

/** The largest total up to `most` that a share to four decimals can be made of; `most` itself when none can. */
export function totalFor(most: number, share: number): number {
  for (let total = most; total > 0.99 * most; total -= 1) {
    if (quotaOf(total, share) !== undefined) return total;
  }
  return most;
}
