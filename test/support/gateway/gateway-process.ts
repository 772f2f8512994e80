import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ProcessReport } from "../../../shared/base/process/report";
import { rollingRestartMessage } from "../../../shared/base/process/rolling-restart";
import { fromRoot } from "../../../shared/base/project/project-root";

/** A gateway in a process of its own, as a supervisor runs it. */
export interface GatewayProcess {
  /** Its first word: ready with its URL, or why it cannot be. */
  firstReport: Promise<ProcessReport>;
  pid: number;
  /** Tells it to replace its workers; what it reports then. */
  renew(): Promise<ProcessReport>;
  /** Sends SIGTERM. */
  terminate(): void;
  /** Fulfilled when it has ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** Starts `gateway/main.js` with these variables and no others of the tests' own. */
export function startGatewayProcess(variables: Record<string, string>): GatewayProcess {
  const env = { PATH: process.env.PATH, HOST: "127.0.0.1", WARM_UP_MS: "0", ...variables };
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
  const nextReport = (isMeant: (report: ProcessReport) => boolean) =>
    new Promise<ProcessReport>((resolve) => {
      const listen = (report: ProcessReport) => {
        if (!isMeant(report)) return;
        child.off("message", listen);
        resolve(report);
      };
      child.on("message", listen);
    });
  return {
    pid: child.pid ?? 0,
    firstReport: nextReport(() => true),
    renew() {
      const renewed = nextReport(({ kind }) => kind === "renewed" || kind === "failed");
      child.send(rollingRestartMessage);
      return renewed;
    },
    terminate: () => child.kill("SIGTERM"),
    ended: once(child, "close").then(([code]) => ({ code, stdout, stderr })),
  };
}
