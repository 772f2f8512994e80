import type { Environment } from "../config/read-config";

/** The message by which a supervisor assigns a standby process what it is from now on. */
export interface AssignMessage {
  kind: "become";
  /** What Node.js would be given to run it, a file and arguments. */
  command: string[];
  environment: Environment;
}

/**
 * For a standby process, which has loaded the modules of others: waits until the supervisor assigns it to be one of them.
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
