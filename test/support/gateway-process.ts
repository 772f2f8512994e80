import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ProcessReport } from "../../shared/process/report";
import { fromRoot } from "../../shared/project/project-root";

/** A gateway in a process of its own, as a supervisor runs it. */
export interface GatewayProcess {
  /** Its first word: ready with its URL, or why it cannot be. */
  firstReport: Promise<ProcessReport>;
  pid: number;
  /** Sends SIGTERM. */
  terminate(): void;
  /** Fulfilled when it has ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts `gateway/main.js` with these variables and no others of the tests' own. */
export function startGatewayProcess(variables: Record<string, string>): GatewayProcess {
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", ...variables };
  const child = spawn(process.execPath, [fromRoot("dist", "gateway", "main.js")], {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return {
    pid: child.pid ?? 0,
    firstReport: once(child, "message").then(([report]) => report),
    terminate: () => child.kill("SIGTERM"),
    ended: once(child, "close").then(([code]) => ({ code, stdout, stderr })),
  };
}
