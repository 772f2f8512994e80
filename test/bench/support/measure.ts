/** How long one thing took, over many runs, in milliseconds. */
export interface Measured {
  runs: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

interface Measuring {
  runs?: number;
  warmup?: number;
  /** What is done before each counted run, and does not count. */
  before?: () => Promise<void>;
}

/** Runs `work` one after the other, `warmup` times uncounted and `runs` times counted. */
export async function measure(
  work: (run: number) => Promise<unknown>,
  { runs = 100, warmup = 10, before }: Measuring = {},
): Promise<Measured> {
  for (let run = 0; run < warmup; run += 1) await work(run);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await before?.();
    const start = performance.now();
    await work(run);
    times.push(performance.now() - start);
  }
  const at = (share: number) => percentile(times, share);
  return { runs, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

/** The least of some numbers that so large a share of them is not above. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
}

/** A markdown table; numbers below 100 with one digit after the point. */
export function table(headings: string[], rows: (string | number)[][]): string {
  const cell = (value: string | number) =>
    typeof value === "string" ? value : value < 100 ? value.toFixed(1) : String(Math.round(value));
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map((row) => line(row.map(cell)))].join(
    "\n",
  );
}
