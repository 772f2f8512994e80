import { hostname } from "node:os";
import {
  type Context,
  DiagLogLevel,
  diag,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { Resource } from "@opentelemetry/resources";
import { AlwaysOnSampler, BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import type { MetricsLog } from "../metrics/metrics-log";
import { readBuild } from "../project/build";
import type { Span, Tracing } from "./span";
import { readTraceparent, writeTraceparent } from "./traceparent";

export interface OtlpTracingOptions {
  service: string;
  /** Of the collector, e.g. `http://127.0.0.1:4318/v1/traces`. */
  url: string;
  /** Share of requests that are traced, 0 to 1. */
  share: number;
  log: MetricsLog;
  random?: () => number;
}

/** A collector that does not answer is given up for each lot of spans after this, in milliseconds. */
const exportTimeoutMs = 5_000;
/** Spans that wait for the collector; more are dropped. */
const mostWaiting = 4_096;
/** How long a process waits for its last spans to be taken when it ends, in milliseconds. */
const lastMs = 1_000;
/** A collector that is away is told once in this time, in milliseconds. */
const quietMs = 60_000;

/** Traces by OpenTelemetry's own packages. Loads them: only where there is a collector. */
export function createOtlpTracing(options: OtlpTracingOptions): Tracing {
  const { service, url, share, log, random = Math.random } = options;
  tellProblems(log);
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs });
  const provider = new BasicTracerProvider({
    // Who is traced is decided here, before anything is made for it.
    sampler: new AlwaysOnSampler(),
    resource: new Resource({
      "service.name": service,
      "service.namespace": "hanoi-sector-graph",
      "service.version": readBuild().version,
      "service.instance.id": `${hostname()}:${process.pid}`,
    }),
    spanProcessors: [
      new BatchSpanProcessor(exporter, {
        maxQueueSize: mostWaiting,
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: exportTimeoutMs,
      }),
    ],
  });
  const tracer = provider.getTracer("hanoi-sector-graph");
  const spanOf = (span: OtelSpan): Span => {
    const { traceId, spanId } = span.spanContext();
    const context = trace.setSpan(ROOT_CONTEXT, span);
    return {
      traceparent: writeTraceparent({ traceId, spanId, isSampled: true }),
      begin: (name, attributes) =>
        spanOf(tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: { ...attributes } }, context)),
      add(name, ms, attributes, hasFailed) {
        const now = Date.now();
        const startTime = now - ms;
        const part = tracer.startSpan(
          name,
          { kind: SpanKind.CLIENT, attributes: { ...attributes }, startTime },
          context,
        );
        if (hasFailed) part.setStatus({ code: SpanStatusCode.ERROR });
        part.end(now);
      },
      end(attributes, error) {
        if (attributes) span.setAttributes({ ...attributes });
        if (error !== undefined) {
          span.setAttribute("error.type", error);
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      },
    };
  };
  return {
    begin(name, attributes, parent) {
      const remote = readTraceparent(parent);
      if (remote ? !remote.isSampled : random() >= share) return undefined;
      const kind = SpanKind.SERVER;
      return spanOf(tracer.startSpan(name, { kind, attributes: { ...attributes } }, contextOf(remote)));
    },
    async stop() {
      const timeUp = new Promise<void>((resolve) => setTimeout(resolve, lastMs).unref());
      // Whatever a collector does, it is not why a process cannot end.
      await Promise.race([provider.shutdown().catch(() => undefined), timeUp]);
    },
  };
}

function contextOf(remote: ReturnType<typeof readTraceparent>): Context {
  if (!remote) return ROOT_CONTEXT;
  const { traceId, spanId } = remote;
  return trace.setSpanContext(ROOT_CONTEXT, {
    ...{ traceId, spanId, isRemote: true },
    traceFlags: TraceFlags.SAMPLED,
  });
}

/** OpenTelemetry tells what goes wrong to one logger of the process; a collector that is away would fill the log. */
function tellProblems(log: MetricsLog): void {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (message: string, ...more: unknown[]) => {
    if (performance.now() - toldAt < quietMs) return;
    toldAt = performance.now();
    const reason = [message, ...more].map(String).join(" ").slice(0, 300);
    log.warn({ reason }, "traces cannot be sent; everything else goes on");
  };
  const nothing = () => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: nothing, debug: nothing, verbose: nothing },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
