import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectRoot } from "../../shared/base/project/project-root";
import { removeCluster } from "../../shared/runner/embedded-postgres/cluster";
import { kill, until } from "../support/processes/supervisor-run";

type Variables = Record<string, string>;

/** A command that serves until it is stopped. */
export interface Serving {
  /** Sends a signal to it and what it has started, as a terminal does. It must end well. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/** An empty clone of this checkout's last commit, in a folder whose name a script might trip over. */
export class Clone {
  /** Open to the user that runs PostgreSQL when this is run by root. */
  readonly root = mkdtempSync(join(tmpdir(), "new-machine-"));
  readonly folder = join(this.root, "Đồ thị Hà Nội");
  readonly tried = new Set<string>();
  readonly #running = new Set<ChildProcess>();

  constructor() {
    chmodSync(this.root, 0o755);
    execFileSync("git", ["clone", "--quiet", projectRoot, this.folder]);
  }

  /**
   * Runs a command to its end and gives what it has printed to standard output. `typed` is what is really typed, where
   * the documents leave something to fill in. Throws when it fails or changes a tracked file.
   */
  async run(command: string, variables: Variables = {}, typed = command): Promise<string> {
    const startedAt = performance.now();
    const child = this.#spawn(typed, variables);
    const [code] = await child.ended;
    if (code !== 0) throw new Error(`${typed}: exit code ${code}\n${child.output.all}`);
    this.#expectUnchanged(command);
    console.log(`ok ${typed} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return child.output.stdout;
  }

  /** Starts a command and waits until a URL answers with 200. */
  async serve(command: string, url: string, variables: Variables = {}, typed = command): Promise<Serving> {
    const startedAt = performance.now();
    const { process: child, ended, output } = this.#spawn(typed, variables);
    await until(
      async () => {
        if (child.exitCode !== null) throw new Error(`${typed}: ended\n${output.all}`);
        const status = await fetch(url).then(
          (answer) => answer.status,
          () => undefined,
        );
        return status === 200 || undefined;
      },
      () => `${url} to answer 200 under ${typed}, which says:\n${output.all}`,
      180_000,
    );
    this.#expectUnchanged(command);
    console.log(`ok ${typed} (up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
    return {
      stop: async (signal) => {
        process.kill(-(child.pid ?? 0), signal);
        const [code, endedBy] = await ended;
        // npm ends by the signal itself, after what it runs.
        const isWell = code === 0 || (typed.includes("npm ") && endedBy === signal);
        if (!isWell) throw new Error(`${typed}: exit code ${code} after ${signal}\n${output.all}`);
        this.#expectUnchanged(command);
      },
    };
  }

  /** Ends what a failure has left and deletes everything. */
  async cleanUp(): Promise<void> {
    for (const { pid } of this.#running) if (pid !== undefined) kill(-pid);
    await removeCluster(join(this.folder, ".data"));
    rmSync(this.root, { recursive: true, force: true });
  }

  #spawn(typed: string, variables: Variables) {
    const child = spawn("bash", ["-c", typed], {
      cwd: this.folder,
      env: { ...ownEnvironment(), ...variables },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#running.add(child);
    const output = { all: "", stdout: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      output.all += chunk.toString();
      output.stdout += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output.all += chunk.toString();
    });
    const ended = once(child, "close");
    void ended.then(() => this.#running.delete(child));
    return { process: child, ended, output };
  }

  #expectUnchanged(command: string): void {
    this.tried.add(command);
    const status = execFileSync("git", ["status", "--porcelain"], { cwd: this.folder, encoding: "utf8" });
    if (status !== "") throw new Error(`${command}: changes the checkout:\n${status}`);
  }
}

/** What the machine has, without what npm has added to run us: a clone must find its own Node.js. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE$|NODE_ENV$|INIT_CWD$)/.test(name));
  return { ...Object.fromEntries(own), PATH: path.join(delimiter) };
}
