import pino, { type Logger } from "pino";
import { lazily } from "../function/lazily";
import { countLine } from "./line-counts";
import { createLogOutput } from "./log-output";

export type { Logger };

/** JSON lines on standard output: one process, one `service`. Secrets are cut out by path. */
export function createLogger(service: string, level: string): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ["req.headers.authorization", "req.headers.cookie", 'req.headers["x-graph-internal-token"]'],
      hooks: {
        logMethod(parameters, method, levelNumber) {
          countLine(levelNumber);
          method.apply(this, parameters);
        },
      },
    },
    standardOutput(),
  );
}

/** One for all loggers of the process, or their lines would be mixed up. */
const standardOutput = lazily(() => {
  const output = createLogOutput(standardOutputDescriptor);
  process.once("exit", () => output.flushSync());
  return output;
});

const standardOutputDescriptor = 1;
