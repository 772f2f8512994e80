/** What a supervised process reports to its supervisor over the IPC channel. */
export type ProcessReport =
  | { kind: "progress"; step: string; done: number; total: number }
  /** It serves. */
  | { kind: "ready"; url: string }
  /** It has at hand all that makes it quick; it may serve long before. */
  | { kind: "settled" }
  /** Its event loop turns. */
  | { kind: "alive" }
  /** It has replaced its workers, as it was told to. */
  | { kind: "renewed" }
  | { kind: "failed"; message: string };

/** Sends a report to the supervisor; a process that was started alone has none, and says nothing. */
export function report(message: ProcessReport): void {
  if (process.connected) process.send?.(message);
}
