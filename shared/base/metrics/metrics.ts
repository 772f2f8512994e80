import type { Counter, Registry } from "prom-client";
import type { HistogramDescription, MetricDescription } from "./metric-description";
import { observeCollections } from "./observe-collections";
import { createCounterSeries, createHistogramSeries, type Series } from "./series";

/** One value of a metric that is read when it is asked for. */
export type Reading<Label extends string> = readonly [labels: Readonly<Record<Label, string>>, value: number];

/** The metrics of one process. */
export interface Metrics {
  /** What only grows. Gives the function that adds to it, 1 by default. */
  counter<Label extends string>(
    description: MetricDescription<Label>,
  ): (labels: Readonly<Record<Label, string>>, by?: number) => void;
  /** How values are distributed. Gives the function that adds one. */
  histogram<Label extends string>(
    description: HistogramDescription<Label>,
  ): (labels: Readonly<Record<Label, string>>, value: number) => void;
  /** What only grows and is counted elsewhere, read at each scrape. */
  readCounter<Label extends string>(description: MetricDescription<Label>, read: Read<Label>): void;
  /** What rises and falls, read at each scrape. */
  readGauge<Label extends string>(description: MetricDescription<Label>, read: Read<Label>): void;
  /** All of them in Prometheus' format for text. A metric that cannot be read is left out. */
  text(): Promise<string>;
  contentType: string;
}

export type Read<Label extends string> = () => Iterable<Reading<Label>> | Promise<Iterable<Reading<Label>>>;

/** How often the event loop is looked at, in milliseconds: each time the process wakes up. */
const loopPrecisionMs = 50;

/** By the name that it has everywhere. */
const collections = {
  name: "nodejs_gc_duration_seconds",
  help: "Time of garbage collections by kind: major, minor, incremental or weakcb.",
  labels: ["kind"],
  buckets: [0.001, 0.01, 0.1, 1, 2, 5],
} satisfies HistogramDescription<string>;

/**
 * Makes the metrics of a process, with those that every process of Node.js has (processor time, memory, event loop,
 * garbage collection). Each call has its own: a test may have several in one process. Loads prom-client, for these and for
 * what is read at a scrape.
 */
export function createMetrics(service: string, onProblem: (error: unknown, metric: string) => void): Metrics {
  const client: typeof import("prom-client") = require("prom-client");
  const registry: Registry = new client.Registry();
  const ofProcess = { service };
  const series: Series[] = [];
  registry.setDefaultLabels(ofProcess);
  client.collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopPrecisionMs });
  // prom-client's own counts one collection for each turn of the event loop, however many there were.
  registry.removeSingleMetric(collections.name);
  const collected = createHistogramSeries(collections);
  series.push(collected);
  observeCollections((kind, seconds) => collected.add({ kind }, seconds));
  const common = <Label extends string>({ name, help, labels = [] }: MetricDescription<Label>) => ({
    ...{ name, help, registers: [registry] },
    labelNames: [...labels],
  });
  const readInto = async <Label extends string>(
    metric: Pick<Counter<Label>, "inc" | "remove" | "reset">,
    { name, labels = [] }: MetricDescription<Label>,
    read: Read<Label>,
  ) => {
    const clear = () => {
      metric.reset();
      // Of one without labels, this sets the only series to 0; where nothing is read there is to be none.
      if (labels.length === 0) metric.remove();
    };
    clear();
    try {
      for (const [labels, value] of await read()) metric.inc({ ...labels }, value);
    } catch (error) {
      // A database that is away must not take the other metrics along.
      clear();
      onProblem(error, name);
    }
  };
  return {
    counter(description) {
      const counted = createCounterSeries(description);
      series.push(counted);
      return (labels, by = 1) => counted.add(labels, by);
    },
    histogram(description) {
      const distributed = createHistogramSeries(description);
      series.push(distributed);
      return (labels, value) => distributed.add(labels, value);
    },
    readCounter(description, read) {
      new client.Counter({
        ...common(description),
        collect() {
          return readInto(this, description, read);
        },
      });
    },
    readGauge(description, read) {
      new client.Gauge({
        ...common(description),
        collect() {
          return readInto(this, description, read);
        },
      });
    },
    text: async () => {
      const read = await registry.metrics();
      return `${[read.trimEnd(), ...series.map((each) => each.text(ofProcess))].join("\n\n")}\n`;
    },
    contentType: registry.contentType,
  };
}

/** Bounds for the durations of requests, fetches and statements, in seconds. */
export const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
