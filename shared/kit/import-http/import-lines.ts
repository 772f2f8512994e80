import type { FastifyBaseLogger } from "fastify";
import { GraphError } from "../../base/errors/graph-error";
import type { ImportStep } from "../../import/take-rows";
import type { ImportAnswer } from "./import-answer";

/** A line of an import that is told as it goes on; the last has the answer, or errors as GraphQL has them. */
export type ImportLine =
  | { step: ImportStep }
  | { bytes: number; size: number | null }
  | { answer: ImportAnswer }
  | { errors: { message: string; extensions: { code: string } }[] };

/** How often progress is told, in milliseconds. */
const pauseMs = 200;

/** Lines of JSON while an import goes on. It goes on also when nobody reads them: what has begun is finished. */
export async function* importLines(
  take: (tell: (line: ImportLine) => void) => Promise<ImportAnswer>,
  log: FastifyBaseLogger,
): AsyncGenerator<string, void, undefined> {
  const waiting: ImportLine[] = [];
  let wake = () => {};
  let isDone = false;
  let toldAt = 0;
  const tell = (line: ImportLine) => {
    if ("bytes" in line) {
      const now = performance.now();
      if (now - toldAt < pauseMs) return;
      toldAt = now;
    }
    waiting.push(line);
    wake();
  };
  void take(tell)
    .then((answer) => waiting.push({ answer }))
    .catch((error: unknown) => waiting.push({ errors: [toldError(error, log)] }))
    .finally(() => {
      isDone = true;
      wake();
    });
  while (true) {
    const lines = waiting.splice(0);
    for (const line of lines) yield `${JSON.stringify(line)}\n`;
    if (isDone && waiting.length === 0) return;
    if (waiting.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}

function toldError(error: unknown, log: FastifyBaseLogger) {
  if (error instanceof GraphError) return { message: error.message, extensions: { code: error.code } };
  log.error({ err: error }, "an import failed");
  return {
    message: "The import failed, and nothing was changed.",
    extensions: { code: "INTERNAL_SERVER_ERROR" },
  };
}
