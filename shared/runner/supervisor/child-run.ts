import type { ChildProcess } from "node:child_process";
import { z } from "zod";
import type { Environment } from "../../base/config/read-config";
import { watchHeartbeat } from "../../base/process/heartbeat";
import type { ProcessReport } from "../../base/process/report";
import { rollingRestartMessage } from "../../base/process/rolling-restart";
import type { LogFile } from "./log-file";
import { type StandbyProcess, spawnChild } from "./standby-process";

export interface ChildRunOptions {
  name: string;
  /** What Node.js is given to run. */
  command: string[];
  environment: Environment;
  log: LogFile;
  /** Takes its place where there is one. */
  standby: StandbyProcess | undefined;
  /** How long its event loop may stand still once it serves. */
  hangLimitMs: number;
  onReport(report: ProcessReport): void;
  onHung(): void;
  /** It has ended, and said its last word. */
  onEnd(how: string, ranMs: number): void;
}

/** A child that is told to end is killed when it has not by then. */
const drainLimitMs = 9_000;
const lastWordsLimitMs = 200;

const reportSchema: z.ZodType<ProcessReport> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), step: z.string(), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal("ready"), url: z.string() }),
  z.object({ kind: z.literal("settled") }),
  z.object({ kind: z.literal("alive") }),
  z.object({ kind: z.literal("renewed") }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);

/** One process, from its start to its end. */
export class ChildRun {
  readonly pid: number | undefined;
  /** Fulfilled when it has ended. */
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;

  constructor({ name, command, environment, log, ...options }: ChildRunOptions) {
    const startedAt = Date.now();
    const child = options.standby?.take(command, environment) ?? spawnChild(command, environment);
    this.child = child;
    this.pid = child.pid;
    log.follow(child.stdout ?? fail(name), child.stderr ?? fail(name));
    child.on("message", (message) => {
      const { data } = reportSchema.safeParse(message);
      if (data && data.kind !== "alive") options.onReport(data);
    });
    const heartbeat = watchHeartbeat(child, options.hangLimitMs, () => {
      options.onHung();
      this.kill();
    });
    let lastError = "";
    child.on("error", (error) => {
      lastError = error.message;
    });
    // Its last output is read before its end is reported; other processes with the same output are not waited for.
    child.once("exit", () => {
      heartbeat.end();
      setTimeout(() => child.stdout?.destroy() && child.stderr?.destroy(), lastWordsLimitMs).unref();
    });
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        resolve(options.onEnd(signal ?? (lastError || `exit code ${code}`), Date.now() - startedAt));
      });
    });
  }

  /** Tells it to replace its workers, which it reports when it is done. */
  renew(): void {
    if (this.child.connected) this.child.send(rollingRestartMessage);
  }

  /** Asks it to end, and waits; kills it when it does not. */
  async stop(): Promise<void> {
    this.signal("SIGTERM");
    const limit = setTimeout(() => this.kill(), drainLimitMs);
    await this.ended;
    clearTimeout(limit);
  }

  /** Ends it and whatever it has spawned at once. */
  kill(): void {
    this.signal("SIGKILL");
  }

  private signal(signal: NodeJS.Signals): void {
    const { child } = this;
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(signal === "SIGKILL" && process.platform !== "win32" ? -child.pid : child.pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

function fail(name: string): never {
  throw new Error(`Expected ${name} to have its output piped.`);
}
