import type { Environment } from "../config/read-config";

/** What a supervisor tells a standby process: what it is from now on. */
export interface AssignMessage {
  kind: "become";
  /** What Node.js would be given to run it, a file and arguments. */
  command: string[];
  environment: Environment;
}

/**
 * For a process that has loaded what others need, too: waits, does nothing, and becomes one of them when it is told.
 * Ends when its supervisor is gone.
 */
export function runWhenAssigned(): void {
  const end = () => process.exit(0);
  const listen = (message: unknown) => {
    if (!isAssignMessage(message)) return;
    process.off("message", listen);
    process.off("disconnect", end);
    Object.assign(process.env, message.environment);
    const at = message.command.findIndex((part) => !part.startsWith("-"));
    const [file = "", ...rest] = message.command.slice(at);
    process.argv = [process.execPath, file, ...rest];
    require(file);
  };
  process.on("message", listen);
  process.once("disconnect", end);
}

function isAssignMessage(message: unknown): message is AssignMessage {
  return typeof message === "object" && message !== null && "kind" in message && message.kind === "become";
}
