import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Placement } from "./locate-cluster";
import { rotateLog } from "./rotate-log";
import { spawnOptions } from "./run-command";
import { StartupError } from "./startup-error";
import { readPostmasterFile } from "./stop-orphans";

/** A server that accepts connections. */
export interface Server {
  readonly pid: number;
  readonly port: number;
  readonly ended: Promise<void>;
  stop(mode: "fast" | "immediate"): Promise<void>;
}

/** Crash recovery after a long write can take its time; nothing else takes seconds. */
const startLimitMs = 120_000;
const stopLimitMs = { fast: 20_000, immediate: 5_000 };

/**
 * Starts the server in an initialised data folder and waits until it accepts connections. It is spawned
 * directly and not by pg_ctl: a process group of its own keeps Ctrl-C away from it just as well, and its
 * end is an event instead of something to be polled for.
 */
export async function launchServer(
  placement: Placement,
  {
    port,
    logFile,
    fast,
    settings,
  }: { port: number; logFile: string; fast: boolean; settings: readonly string[] },
): Promise<Server> {
  rotateLog(logFile);
  const log = openSync(logFile, "a", 0o640);
  const logStart = statSync(logFile).size;
  const child = spawn(
    join(placement.binaries.folder, "bin", "postgres"),
    [
      "-D",
      placement.folder,
      ...[...usualSettings(port, fast), ...settings].flatMap((setting) => ["-c", setting]),
    ],
    { ...spawnOptions(placement.account), stdio: ["ignore", log, log] },
  );
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await waitUntilReady(child, ended, placement.folder, () => reasonIn(logFile, logStart));
  return { pid: child.pid ?? 0, port, ended, stop: (mode) => stopServer(child, ended, mode) };
}

/** For a machine of two cores where everything runs at once. Given on the command line, no file disagrees. */
function usualSettings(port: number, fast: boolean): string[] {
  const common = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    // A socket's path may have 107 bytes, which a checkout deep down exceeds.
    "unix_socket_directories=",
    // Of eight processes to a subgraph, and a successor, each with its pool and what it cancels by.
    "max_connections=400",
    `shared_buffers=${fast ? "128MB" : "384MB"}`,
    "effective_cache_size=1GB",
    "work_mem=16MB",
    "maintenance_work_mem=128MB",
    "random_page_cost=1.1",
    "jit=off",
    // A seed into a new table need not be written twice; see backupSettings for later starts.
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=2GB",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    "log_line_prefix=%m [%p] %d ",
    "log_checkpoints=off",
  ];
  return fast ? [...common, "fsync=off", "synchronous_commit=off", "full_page_writes=off"] : common;
}

/** The eighth line of postmaster.pid says "ready" when the server is, or "standby" when it answers as one. */
async function waitUntilReady(
  child: ChildProcess,
  ended: Promise<void>,
  folder: string,
  reason: () => string,
) {
  const deadline = Date.now() + startLimitMs;
  let over = false;
  void ended.then(() => {
    over = true;
  });
  for (;;) {
    const lines = readPostmasterFile(folder);
    if (Number(lines[0]) === child.pid && /^(ready|standby)/.test(lines[7] ?? "")) return;
    if (over) throw new StartupError(`PostgreSQL did not start: ${reason()}`);
    if (Date.now() > deadline) {
      await stopServer(child, ended, "immediate");
      throw new StartupError(`PostgreSQL was not ready after ${startLimitMs / 1000} s: ${reason()}`);
    }
    await sleep(20);
  }
}

/** https://www.postgresql.org/docs/18/server-shutdown.html */
async function stopServer(child: ChildProcess, ended: Promise<void>, mode: "fast" | "immediate") {
  const steps: ["SIGINT" | "SIGQUIT" | "SIGKILL", number][] = [
    ["SIGQUIT", stopLimitMs.immediate],
    ["SIGKILL", stopLimitMs.immediate],
  ];
  if (mode === "fast") steps.unshift(["SIGINT", stopLimitMs.fast]);
  for (const [signal, limitMs] of steps) {
    child.kill(signal);
    // A server that is waited for keeps this process alive; one that merely runs does not.
    child.ref();
    const timer = new AbortController();
    const late = sleep(limitMs, "late", { signal: timer.signal }).catch(() => "late");
    const first = await Promise.race([ended, late]);
    timer.abort();
    if (first !== "late") return;
  }
}

/** Why the server did not start: the last complaint that it logged. */
function reasonIn(logFile: string, start: number): string {
  const lines = readFileSync(logFile).subarray(start).toString().trim().split("\n");
  const worst = lines.findLast((line) => /FATAL:|PANIC:/.test(line)) ?? lines.at(-1);
  const text = worst?.replace(/^.*?(?=FATAL:|PANIC:)/, "").trim();
  return `${text || "it said nothing"} (see ${logFile}).`;
}
