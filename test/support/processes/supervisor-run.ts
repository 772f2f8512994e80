import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeCluster } from "../../../shared/runner/embedded-postgres/cluster";
import { stopOrphans } from "../../../shared/runner/embedded-postgres/stop-orphans";
import { processIdentity } from "../../../shared/runner/supervisor/process-identity";

/** What a stand-in answers to every request. */
export interface StubAnswer {
  pid: number;
  environment: Record<string, string>;
}

/** A data directory of its own, and the supervisors that a test runs on it. */
export class SupervisorBench {
  readonly root = mkdtempSync(join(tmpdir(), "supervisor-"));
  readonly dataDirectory = join(this.root, "data");
  readonly folder = join(this.dataDirectory, "postgres");
  private readonly runs: SupervisorRun[] = [];

  /** `main` is the compiled entry that is run: the one with stand-ins, or the real one of some checkout. */
  constructor(private readonly main = join(__dirname, "supervisor-stub-main.js")) {
    // Open to the user that runs PostgreSQL when the test is run by root.
    chmodSync(this.root, 0o755);
  }

  run(environment: Record<string, string> = {}): SupervisorRun {
    const run = new SupervisorRun(this.main, {
      ...process.env,
      ...{ DATA_DIRECTORY: this.dataDirectory, GATEWAY_PORT: "0", DATABASE_PORT: "0", NODE_ENV: "test" },
      ...environment,
    });
    this.runs.push(run);
    return run;
  }

  /** Ends and deletes everything, whatever state a failed test has left it in. */
  async cleanUp(): Promise<void> {
    const lock = join(this.dataDirectory, "supervisor.json");
    const children: { pid: number; identity: string }[] = existsSync(lock)
      ? JSON.parse(readFileSync(lock, "utf8")).children
      : [];
    for (const run of this.runs) await run.kill();
    for (const { pid, identity } of children) if (processIdentity(pid) === identity) kill(pid);
    if (existsSync(this.folder)) await stopOrphans(this.folder, () => undefined);
    await removeCluster(this.dataDirectory);
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** One supervisor process. */
export class SupervisorRun {
  /** Everything it has shown. */
  output = "";
  readonly pid: number;
  readonly exitCode: Promise<number | null>;
  private readonly child: ChildProcess;

  constructor(main: string, environment: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, [main], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.pid = this.child.pid ?? 0;
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.output += chunk.toString();
      });
    }
    this.exitCode = new Promise((resolve) => this.child.once("close", resolve));
  }

  /** Waits until it has shown something; the match. */
  async shows(pattern: RegExp, limitMs?: number): Promise<RegExpExecArray> {
    return until(
      () => {
        const match = pattern.exec(this.output);
        if (match === null && this.child.exitCode !== null)
          throw new Error(`It ended, saying:\n${this.output}`);
        return match ?? undefined;
      },
      () => `${pattern} in:\n${this.output}`,
      limitMs,
    );
  }

  /** Waits until everything is up; where the stand-ins are, by name. */
  async isUp(): Promise<Record<string, string>> {
    await this.shows(/Ctrl-C stops everything/);
    const addresses = [...this.output.matchAll(/(GraphQL|(?:alpha|beta)(?:-\d)?) +(http:\S+)/g)];
    return Object.fromEntries(
      addresses.map(([, name = "", url = ""]) => [name === "GraphQL" ? "gateway" : name, url]),
    );
  }

  /** Ctrl-C; the exit code. */
  async interrupt(): Promise<number | null> {
    process.kill(this.pid, "SIGINT");
    return this.exitCode;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.exitCode;
  }
}

/** What a stand-in answers; waits while it is being started again. */
export async function ask(url = ""): Promise<StubAnswer> {
  return until(
    () =>
      fetch(url).then(
        async (response) => (await response.json()) as StubAnswer,
        () => undefined,
      ),
    () => `an answer of ${url}`,
  );
}

/** Waits until a process is gone. */
export async function isGone(pid: number): Promise<void> {
  await until(
    () => processIdentity(pid) === undefined || undefined,
    () => `the end of pid ${pid}`,
  );
}

/** Polls until there is a value. */
export async function until<Value>(
  look: () => Value | undefined | Promise<Value | undefined>,
  expected: () => string,
  limitMs = 20_000,
): Promise<Value> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Expected ${expected()}`);
    await sleep(20);
  }
}

/** kill -9, also of a process that has just ended. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
