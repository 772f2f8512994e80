import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBuild } from "../project/build";
import type { Metrics } from "./metrics";
import type { MetricsLog } from "./metrics-log";
import { publishTarget, withdrawTarget } from "./metrics-targets";

export interface MetricsServerOptions {
  metrics: Metrics;
  /** Address to listen on; not that of the graph, for metrics are not for the public. */
  host: string;
  /** 0: one that the system chooses. */
  port: number;
  service: string;
  /** Where Prometheus finds which ports processes have; undefined: it is told otherwise. */
  dataDirectory?: string | undefined;
  log: MetricsLog;
}

export interface MetricsServer {
  /** Fulfilled with the address when it listens, e.g. `127.0.0.1:41234`. */
  listening: Promise<string>;
  stop(): void;
}

/** How long after a failure to listen it is tried again, in milliseconds: a predecessor may still have the port. */
const retryMs = 1_000;
/** Of a client that does not read, in milliseconds. */
const timeoutMs = 10_000;

/**
 * Serves a process's metrics at `/metrics`, and what it runs at `/version`, until the process ends, and keeps it from ending no longer than that. Never
 * fails: a process without a port for its metrics serves all the same, and the log says why.
 */
export function serveMetrics(options: MetricsServerOptions): MetricsServer {
  const { host, port, service, dataDirectory, log } = options;
  const server = createServer(
    { requestTimeout: timeoutMs, connectionsCheckingInterval: timeoutMs },
    (request, response) => {
      const [path] = (request.url ?? "").split("?", 1);
      response.setTimeout(timeoutMs, () => response.destroy());
      if (path !== "/metrics" && path !== "/version")
        return answer(response, 404, "There is nothing at this path; there is /metrics and /version.\n");
      if (request.method !== "GET" && request.method !== "HEAD")
        return answer(
          response.setHeader("allow", "GET, HEAD"),
          405,
          `Expected the method GET, got ${request.method}.\n`,
        );
      if (path === "/metrics") return void scrape(options, response);
      response.setHeader("content-type", "application/json");
      answer(response, 200, `${JSON.stringify({ service, ...readBuild(), node: process.versions.node })}\n`);
    },
  );
  const { promise: listening, resolve } = Promise.withResolvers<string>();
  let isTold = false;
  let retry: NodeJS.Timeout | undefined;
  const listen = () => server.listen({ host, port, exclusive: true });
  server.on("listening", () => {
    const address = addressOf(server);
    if (isTold) log.info({ address }, "metrics can be read");
    if (dataDirectory !== undefined) publishTarget({ dataDirectory, service, address }, log);
    resolve(address);
  });
  server.on("error", (error) => {
    if (!isTold) log.warn({ reason: error.message }, "metrics cannot be read for now: no port for them");
    isTold = true;
    retry = setTimeout(listen, retryMs).unref();
  });
  server.unref();
  listen();
  return {
    listening,
    stop() {
      clearTimeout(retry);
      if (dataDirectory !== undefined) withdrawTarget(dataDirectory);
      server.close();
      server.closeAllConnections();
    },
  };
}

async function scrape({ metrics, log }: MetricsServerOptions, response: ServerResponse): Promise<void> {
  try {
    const text = await metrics.text();
    answer(response.setHeader("content-type", metrics.contentType), 200, text);
  } catch (error) {
    log.error({ err: error }, "metrics cannot be told");
    answer(response, 503, "Metrics cannot be told; the log says why.\n");
  }
}

function answer(response: ServerResponse, status: number, text: string): void {
  if (!response.hasHeader("content-type")) response.setHeader("content-type", "text/plain; charset=utf-8");
  response.writeHead(status, { "cache-control": "no-store", "x-content-type-options": "nosniff" }).end(text);
}

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo;
  return family === "IPv6" ? `[${address}]:${port}` : `${address}:${port}`;
}
