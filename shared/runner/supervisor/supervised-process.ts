import type { Environment } from "../../base/config/read-config";
import type { ProcessReport } from "../../base/process/report";
import { RestartDelay } from "../../base/process/restart-delay";
import { ChildRun } from "./child-run";
import type { LogFile } from "./log-file";
import type { StandbyProcess } from "./standby-process";

/** What is run, and the callbacks for its events. */
export interface SupervisedProcessOptions {
  name: string;
  /** What Node.js is given to run: for the first time, or again after it was ready. */
  commandOf(wasReady: boolean): string[];
  environment: Environment;
  log: LogFile;
  /** Takes its place when it has ended by itself. */
  standby?: StandbyProcess | undefined;
  /** How long its event loop may stand still before it is killed and started again. */
  hangLimitMs: number;
  /** Whether a successor may listen where it does, so that it is ready before this one ends. */
  sharesPort: boolean;
  /** Whether it replaces its own workers when it is description to, and stays itself. */
  hasWorkers: boolean;
  /** A process of it was started: the one that serves, or, while that still does, its successor. */
  onSpawn(pid: number, isSuccessor: boolean): void;
  /** The successor is the one that serves. */
  onSuccession(pid: number): void;
  onProgress(progress: Extract<ProcessReport, { kind: "progress" }>): void;
  onReady(): void;
  onHung(): void;
  /** It ended by itself and is started again after a delay. */
  onRestart(how: string, delayMs: number): void;
  /** It cannot come up at all: reported before it was ever ready. */
  onFailed(message: string): void;
}

const firstStartAttempts = 3;
/** A successor that is not ready by then is not waited for. */
const renewalLimitMs = 60_000;

/**
 * A child that is kept running. One that dies is started again, ever more slowly; only one that has never
 * been ready gives up, after it reported why or after three attempts.
 */
export class SupervisedProcess {
  private current: ChildRun | undefined;
  private successor: ChildRun | undefined;
  private restart: NodeJS.Timeout | undefined;
  private readonly delay = new RestartDelay();
  private attempts = 0;
  private wasReady = false;
  private lastReport = "";
  private stopping = false;
  /** Hears what processes report while it is renewed. */
  private onRenewal: (report: ProcessReport) => void = () => undefined;

  constructor(private readonly options: SupervisedProcessOptions) {}

  /** Starts it; does nothing once it was stopped. */
  start(): void {
    if (this.stopping) return;
    this.attempts += 1;
    this.current = this.run(false);
  }

  /**
   * Replaces it by a new process, which is ready before the old one ends where the two may share a port.
   * @throws Error when the new one does not come up; the old one goes on.
   */
  async renew(): Promise<void> {
    const former = this.current;
    if (this.stopping || former === undefined || this.restart !== undefined) return;
    const { hasWorkers, sharesPort } = this.options;
    const { promise: outcome, resolve, reject } = Promise.withResolvers<void>();
    this.onRenewal = (report) => {
      if (report.kind === "failed") reject(new Error(report.message));
      if (report.kind === (hasWorkers ? "renewed" : "settled")) resolve();
    };
    // It may come to that before anybody waits for it.
    outcome.catch(() => undefined);
    const limit = setTimeout(() => reject(new Error("it does not come up")), renewalLimitMs);
    try {
      if (hasWorkers) former.renew();
      else if (sharesPort) this.successor = this.run(true);
      else {
        this.current = undefined;
        await former.stop();
        this.start();
      }
      await outcome;
    } catch (error) {
      this.successor?.kill();
      throw error;
    } finally {
      clearTimeout(limit);
      this.onRenewal = () => undefined;
    }
    if (this.successor === undefined) return;
    this.current = this.successor;
    this.successor = undefined;
    if (this.current.pid !== undefined) this.options.onSuccession(this.current.pid);
    await former.stop();
  }

  /** Asks it to end, and waits; kills it when it does not. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    await Promise.all([this.current?.stop(), this.successor?.stop()]);
  }

  /** Ends it and whatever it has spawned at once. */
  kill(): void {
    this.stopping = true;
    this.current?.kill();
    this.successor?.kill();
  }

  private run(isSuccessor: boolean): ChildRun {
    const { name, commandOf, environment, log, hangLimitMs } = this.options;
    const run: ChildRun = new ChildRun({
      ...{ name, environment, log, hangLimitMs },
      command: commandOf(this.wasReady),
      // A successor is to run what is on the disk by now.
      standby: isSuccessor || !this.wasReady ? undefined : this.options.standby,
      onReport: (report) => this.receive(report, run),
      onHung: () => this.options.onHung(),
      onEnd: (how, ranMs) => this.onEnd(run, how, ranMs),
    });
    if (run.pid !== undefined) this.options.onSpawn(run.pid, isSuccessor);
    return run;
  }

  private receive(report: ProcessReport, run: ChildRun): void {
    if (this.stopping) return;
    this.onRenewal(report);
    if (run === this.successor) return;
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

  private onEnd(run: ChildRun, how: string, ranMs: number): void {
    if (this.stopping) return;
    if (run === this.successor) {
      this.successor = undefined;
      this.onRenewal({ kind: "failed", message: `its successor has ended (${how})` });
      // The one that it was to follow may have ended meanwhile.
      if (this.current === undefined) this.start();
      return;
    }
    if (run !== this.current) return;
    this.current = undefined;
    if (this.options.hasWorkers) this.onRenewal({ kind: "failed", message: `it has ended (${how})` });
    if (this.successor !== undefined) return;
    const reason = this.lastReport || this.options.log.lastUrgent;
    const description = reason ? `${how}: ${reason}` : how;
    this.lastReport = "";
    if (!this.wasReady && this.attempts >= firstStartAttempts) {
      this.options.onFailed(`ended ${this.attempts} times before it was ready (${description})`);
      return;
    }
    const delayMs = this.delay.next(ranMs);
    this.options.onRestart(description, delayMs);
    this.restart = setTimeout(() => {
      this.restart = undefined;
      this.start();
    }, delayMs);
  }
}
