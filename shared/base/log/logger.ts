import pino, { type Logger } from "pino";

export type { Logger };

/** JSON lines on standard output: one process, one `service`. Secrets are cut out by path. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: ["req.headers.authorization", "req.headers.cookie", 'req.headers["x-graph-internal-token"]'],
  });
}
