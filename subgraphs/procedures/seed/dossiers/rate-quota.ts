/**
 * How many of `total` make a share that prints as `share` to four decimals; undefined when no number does, for
 * a small total has gaps: 3 of 4 is 0.75 and nothing is 0.8.
 */
export function quotaOf(total: number, share: number): number | undefined {
  const count = Math.round(total * share);
  return total > 0 && (count / total).toFixed(4) === share.toFixed(4) ? count : undefined;
}

/**
 * The largest total up to `most` that a share to four decimals can be made of; `most` itself when none of the
 * upper tenth can. A share close to 0 or 1 has wide gaps: 0.9973 has one of 370 around every small total.
 */
export function totalFor(most: number, share: number): number {
  for (let total = most; total > 0.9 * most; total -= 1) {
    if (quotaOf(total, share) !== undefined) return total;
  }
  return most;
}
