import { type ChildProcess, spawn } from "node:child_process";
import type { Environment } from "../../base/config/read-config";
import type { AssignMessage } from "../../base/process/run-when-assigned";

export interface StandbyProcessOptions {
  /** What Node.js is given to run: it loads what is needed, and waits to be assigned. */
  command: string[];
  /** Tells one build from another: what was loaded of one does not fit the rest of another. */
  buildOf(): unknown;
  /** Milliseconds until there is another when one was taken: what took it is to start first. */
  delayMs?: number;
}

/**
 * A process that has its modules loaded and takes the place of one that has died: loading them is most of what a start
 * takes. It knows no database and listens nowhere until then.
 */
export class StandbyProcess {
  #child: { process: ChildProcess; build: unknown } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: StandbyProcessOptions,
    private readonly environment: Environment,
  ) {}

  /** Starts one, unless there is one. */
  prepare(): void {
    clearTimeout(this.#timer);
    if (this.#child !== undefined) return;
    const { command, buildOf } = this.options;
    const process = spawnChild(command, this.environment);
    const child = { process, build: buildOf() };
    const forget = () => {
      if (this.#child === child) this.#child = undefined;
    };
    process.once("exit", forget);
    process.once("error", forget);
    this.#child = child;
  }

  /** The process, assigned to be another; undefined when there is none, or none of this build. */
  take(command: string[], environment: Environment): ChildProcess | undefined {
    const { buildOf, delayMs = 5_000 } = this.options;
    const child = this.#child;
    if (child === undefined) return undefined;
    this.#child = undefined;
    this.#timer = setTimeout(() => this.prepare(), delayMs).unref();
    const order: AssignMessage = { kind: "become", command, environment };
    if (child.process.connected && child.build === buildOf() && child.process.send(order))
      return child.process;
    child.process.kill("SIGKILL");
    return undefined;
  }

  /** Ends it. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#child?.process.kill("SIGKILL");
    this.#child = undefined;
  }
}

/** A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which knows the order. */
export function spawnChild(command: string[], environment: Environment) {
  return spawn(process.execPath, command, {
    env: environment,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}
