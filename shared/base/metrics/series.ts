import type { HistogramDescription, Labels, MetricDescription } from "./metric-description";

/** A metric that is added to for each request, and all of it as Prometheus reads it. */
export interface Series {
  add(labels: Labels, value: number): void;
  /** With the labels that every series of the process has. */
  text(common: Labels): string;
}

/**
 * What only grows. By hand, as histograms are: prom-client looks labels over, sorts and joins them for each value, which is
 * most of what metrics cost a small request.
 */
export function createCounterSeries<Label extends string>(description: MetricDescription<Label>): Series {
  const keyOf = keysBy(description);
  const values = new Map<string, { labels: Labels; value: number }>();
  // One that has no labels is 0 before anything was counted; of others nobody knows which there will be.
  if (!description.labels?.length) values.set("", { labels: {}, value: 0 });
  return {
    add(labels, by) {
      const key = keyOf(labels);
      const known = values.get(key);
      if (known) known.value += by;
      else values.set(key, { labels, value: by });
    },
    text: (common) =>
      [
        head(description, "counter"),
        ...[...values.values()].map(({ labels, value }) =>
          line(description.name, { ...labels, ...common }, value),
        ),
      ].join("\n"),
  };
}

interface Distribution {
  labels: Labels;
  /** How many values are in each class, the last beyond all bounds. */
  counts: number[];
  sum: number;
}

/** How values are distributed: how many there are up to each bound, and their sum. */
export function createHistogramSeries<Label extends string>(
  description: HistogramDescription<Label>,
): Series {
  const { name, buckets } = description;
  const keyOf = keysBy(description);
  const distributions = new Map<string, Distribution>();
  const linesOf = ({ labels, counts, sum }: Distribution, common: Labels): string[] => {
    const own = { ...labels, ...common };
    let count = 0;
    const classes = counts.map((inClass, at) => {
      count += inClass;
      const bound = buckets[at];
      return line(`${name}_bucket`, { ...own, le: bound === undefined ? "+Inf" : String(bound) }, count);
    });
    return [...classes, line(`${name}_sum`, own, sum), line(`${name}_count`, own, count)];
  };
  return {
    add(labels, value) {
      const key = keyOf(labels);
      let known = distributions.get(key);
      if (!known) {
        known = { labels, counts: Array<number>(buckets.length + 1).fill(0), sum: 0 };
        distributions.set(key, known);
      }
      let at = 0;
      while (at < buckets.length && value > (buckets[at] ?? 0)) at += 1;
      known.counts[at] = (known.counts[at] ?? 0) + 1;
      known.sum += value;
    },
    text: (common) =>
      [
        head(description, "histogram"),
        ...[...distributions.values()].flatMap((each) => linesOf(each, common)),
      ].join("\n"),
  };
}

/** Tells series apart by the values of their labels. */
function keysBy({ labels = [] }: MetricDescription): (labels: Labels) => string {
  return (given) => {
    let key = "";
    for (const label of labels) key += `${given[label]}\0`;
    return key;
  };
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function head({ name, help }: MetricDescription, type: string): string {
  return `# HELP ${name} ${help.replaceAll("\\", "\\\\").replaceAll("\n", "\\n")}\n# TYPE ${name} ${type}`;
}

function line(name: string, labels: Labels, value: number): string {
  const written = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}{${written.join(",")}} ${value}`;
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll('"', '\\"');
}
