export interface TimeStep {
  label: string;
  /** The step has not ended, or the filter cuts it: it is drawn faint and told. */
  isPartial: boolean;
}

export interface TimeSeries {
  name: string;
  /** One for each step; null where nothing is known. */
  values: readonly (number | null)[];
}

/** Figures over time, and how they are written. */
export interface TimeFigures {
  steps: readonly TimeStep[];
  series: readonly TimeSeries[];
  write(value: number | null): string;
  /** A value to reach, drawn as a line. */
  target?: { name: string; value: number } | undefined;
  kind?: "bar" | "line";
}
