/** What a supervised process tells its supervisor over the IPC channel. */
export type ProcessReport =
  | { kind: "progress"; step: string; done: number; total: number }
  | { kind: "ready"; url: string }
  | { kind: "failed"; message: string };

/** Sends a report to the supervisor; a process that was started alone has none, and says nothing. */
export function report(message: ProcessReport): void {
  process.send?.(message);
}
