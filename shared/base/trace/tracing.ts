import type { MetricsLog } from "../metrics/metrics-log";
import type { Tracing } from "./span";

export interface TracingConfig {
  /** Where an OpenTelemetry collector takes traces by OTLP over HTTP; undefined: there are none. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?: string | undefined;
  /** Share of the requests that are traced, 0 to 1, of those that come without a trace. */
  OTEL_TRACES_SAMPLER_ARG: number;
}

/** The traces of a process, if there is a collector; nothing is loaded without. */
export function openTracing(service: string, config: TracingConfig, log: MetricsLog): Tracing | undefined {
  const { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url, OTEL_TRACES_SAMPLER_ARG: share } = config;
  if (url === undefined) return undefined;
  const { createOtlpTracing }: typeof import("./otlp-tracing") = require("./otlp-tracing");
  return createOtlpTracing({ service, url, share, log });
}
