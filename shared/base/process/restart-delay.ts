const shortestMs = 200;
const longestMs = 10_000;
const calmMs = 60_000;

/**
 * How long to wait before a restart: not at all the first time, then 0.2 s, doubling to 10 s, and from the start again
 * after a calm minute.
 */
export class RestartDelay {
  private nextMs = 0;

  /** The wait in milliseconds after a run that lasted `ranMs`. */
  next(ranMs: number): number {
    const delayMs = ranMs >= calmMs ? 0 : this.nextMs;
    this.nextMs = Math.min(Math.max(delayMs * 2, shortestMs), longestMs);
    return delayMs;
  }
}
