import { lineCounts } from "../log/line-counts";
import { readBuild } from "../project/build";
import { createMetrics, type Metrics } from "./metrics";
import type { MetricsLog } from "./metrics-log";
import { type MetricsServer, serveMetrics } from "./serve-metrics";

export interface MetricsConfig {
  METRICS_HOST: string;
  METRICS_PORT: number | "off";
  DATA_DIRECTORY: string;
}

export interface OpenedMetrics extends Metrics, Pick<MetricsServer, "stop"> {}

/** A process's metrics, served from now on; undefined where they are switched off, and nothing is loaded then. */
export function openMetrics(
  service: string,
  config: MetricsConfig,
  log: MetricsLog,
): OpenedMetrics | undefined {
  const { METRICS_HOST: host, METRICS_PORT: port, DATA_DIRECTORY: dataDirectory } = config;
  if (port === "off") return undefined;
  const told = new Set<string>();
  const metrics = createMetrics(service, (error, metric) => {
    if (!told.has(metric)) log.warn({ err: error, metric }, "a metric cannot be read");
    told.add(metric);
  });
  readProcess(metrics);
  const server = serveMetrics({ metrics, host, port, service, dataDirectory, log });
  return { ...metrics, stop: server.stop };
}

/** What every process tells of itself besides what Node.js does. */
export function readProcess(metrics: Metrics): void {
  metrics.readGauge(
    {
      name: "graph_build_info",
      help: "1; what runs is told by the labels.",
      labels: ["version", "commit", "node"],
    },
    () => [[{ ...readBuild(), node: process.versions.node }, 1]],
  );
  metrics.readCounter(
    { name: "graph_log_lines_total", help: "Lines of the log of a level of urgency.", labels: ["level"] },
    () => [...lineCounts()].map(([level, lines]) => [{ level }, lines] as const),
  );
}
