import type { Logger } from "../log/logger";

/**
 * Runs `stop` once, on SIGINT, on SIGTERM, or when the supervisor is gone (its IPC channel closes, also
 * when it was killed with -9), then ends the process. A stop that hangs is cut off after `graceMs`.
 */
export function onShutdown(log: Logger, stop: () => Promise<void>, graceMs = 10_000): void {
  let stopping = false;
  const shutDown = (reason: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, "stopping");
    setTimeout(() => process.exit(1), graceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "stopping failed");
        process.exit(1);
      },
    );
  };
  process.once("SIGINT", () => shutDown("SIGINT"));
  process.once("SIGTERM", () => shutDown("SIGTERM"));
  process.once("disconnect", () => shutDown("the supervisor is gone"));
}
