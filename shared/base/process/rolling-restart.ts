import { report } from "./report";

/** The message of a supervisor to a process that can replace its workers one after the other. */
export const rollingRestartMessage = { kind: "renew" } as const;

/** Runs `renew` each time the supervisor requests it, and reports the outcome. */
export function onRollingRestart(renew: () => Promise<void>): void {
  process.on("message", (message: unknown) => {
    if (typeof message !== "object" || message === null || !("kind" in message)) return;
    if (message.kind !== rollingRestartMessage.kind) return;
    renew().then(
      () => report({ kind: "renewed" }),
      (error: unknown) =>
        report({ kind: "failed", message: error instanceof Error ? error.message : String(error) }),
    );
  });
}
