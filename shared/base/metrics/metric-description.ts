/** Values of the labels of one series, by name. */
export type Labels = Readonly<Record<string, string>>;

/** A metric's name, help and labels; names follow https://prometheus.io/docs/practices/naming/ */
export interface MetricDescription<Label extends string = string> {
  name: string;
  /** One plain sentence: what is counted, of what. */
  help: string;
  labels?: readonly Label[];
}

export interface HistogramDescription<Label extends string> extends MetricDescription<Label> {
  /** Upper bounds of its classes, rising. */
  buckets: readonly number[];
}
