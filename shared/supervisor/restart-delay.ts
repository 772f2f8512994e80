const shortestMs = 200;
const longestMs = 10_000;
const calmMs = 60_000;

/** How long to wait before a restart: 0.2 s, doubling to 10 s, and from the start again after a calm minute. */
export class RestartDelay {
  private nextMs = shortestMs;

  /** The wait in milliseconds after a run that lasted `ranMs`. */
  next(ranMs: number): number {
    const delayMs = ranMs >= calmMs ? shortestMs : this.nextMs;
    this.nextMs = Math.min(delayMs * 2, longestMs);
    return delayMs;
  }
}
