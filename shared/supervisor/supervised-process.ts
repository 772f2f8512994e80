import { type ChildProcess, spawn } from "node:child_process";
import { z } from "zod";
import type { Environment } from "../config/read-config";
import type { ProcessReport } from "../process/report";
import type { LogFile } from "./log-file";
import { RestartDelay } from "./restart-delay";

/** What is run, and who is told of it. */
export interface SupervisedProcessOptions {
  name: string;
  /** What Node.js is given to run: for the first time, or again after it was ready. */
  commandOf(wasReady: boolean): string[];
  environment: Environment;
  log: LogFile;
  onSpawn(pid: number): void;
  onProgress(progress: Extract<ProcessReport, { kind: "progress" }>): void;
  onReady(): void;
  /** It ended by itself and is started again after a delay. */
  onRestart(how: string, delayMs: number): void;
  /** It cannot come up at all: reported before it was ever ready. */
  onFailed(message: string): void;
}

/** A child may drain for 10 s; one that takes longer is killed. */
const drainLimitMs = 12_000;
const lastWordsLimitMs = 200;
const firstStartAttempts = 3;

const reportSchema: z.ZodType<ProcessReport> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("progress"), step: z.string(), done: z.number(), total: z.number() }),
  z.object({ kind: z.literal("ready"), url: z.string() }),
  z.object({ kind: z.literal("failed"), message: z.string() }),
]);

/**
 * A child that is kept running. One that dies is started again, ever more slowly; only one that has never
 * been ready gives up, after it reported why or after three attempts.
 */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private restart: NodeJS.Timeout | undefined;
  private ended = Promise.resolve();
  private readonly delay = new RestartDelay();
  private attempts = 0;
  private wasReady = false;
  private lastReport = "";
  private stopping = false;

  constructor(private readonly options: SupervisedProcessOptions) {}

  /** Starts it; does nothing once it was stopped. */
  start(): void {
    if (this.stopping) return;
    const { name, commandOf, environment, log } = this.options;
    const startedAt = Date.now();
    // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which knows the order.
    const child = spawn(process.execPath, commandOf(this.wasReady), {
      env: environment,
      detached: true,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.child = child;
    this.attempts += 1;
    log.follow(child.stdout ?? fail(name), child.stderr ?? fail(name));
    if (child.pid !== undefined) this.options.onSpawn(child.pid);
    child.on("message", (message) => this.receive(message));
    let lastError = "";
    child.on("error", (error) => {
      lastError = error.message;
    });
    // Its last words are read before its end is told; whoever else holds its output is not waited for.
    child.once("exit", () => {
      setTimeout(() => child.stdout?.destroy() && child.stderr?.destroy(), lastWordsLimitMs).unref();
    });
    this.ended = new Promise((resolve) => {
      child.once("close", (code, signal) => {
        const how = signal ?? (lastError || `exit code ${code}`);
        resolve(this.onEnd(how, Date.now() - startedAt));
      });
    });
  }

  /** Asks it to end, and waits; kills it when it does not. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    this.signal("SIGTERM");
    const limit = setTimeout(() => this.kill(), drainLimitMs);
    await this.ended;
    clearTimeout(limit);
  }

  /** Ends it and whatever it has spawned at once. */
  kill(): void {
    this.stopping = true;
    this.signal("SIGKILL");
  }

  private signal(signal: NodeJS.Signals): void {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(signal === "SIGKILL" && process.platform !== "win32" ? -child.pid : child.pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }

  private receive(message: unknown): void {
    const parsed = reportSchema.safeParse(message);
    if (this.stopping || !parsed.success) return;
    const report = parsed.data;
    if (report.kind === "progress") this.options.onProgress(report);
    if (report.kind === "ready") {
      this.wasReady = true;
      this.options.onReady();
    }
    if (report.kind === "failed") {
      this.lastReport = report.message;
      if (!this.wasReady) this.options.onFailed(report.message);
    }
  }

  private onEnd(how: string, ranMs: number): void {
    if (this.stopping) return;
    const reason = this.lastReport || this.options.log.lastUrgent;
    const told = reason ? `${how}: ${reason}` : how;
    this.lastReport = "";
    if (!this.wasReady && this.attempts >= firstStartAttempts) {
      this.options.onFailed(`ended ${this.attempts} times before it was ready (${told})`);
      return;
    }
    const delayMs = this.delay.next(ranMs);
    this.options.onRestart(told, delayMs);
    this.restart = setTimeout(() => this.start(), delayMs);
  }
}

function fail(name: string): never {
  throw new Error(`Expected ${name} to have its output piped.`);
}
