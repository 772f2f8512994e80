import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MetricsLog } from "./metrics-log";

export interface MetricsTarget {
  dataDirectory: string;
  service: string;
  /** Host and port. */
  address: string;
}

/**
 * Tells Prometheus where this process's metrics are: `<dataDirectory>/metrics/<pid>.json`, which its configuration names as
 * `file_sd_configs: [{ files: [.../metrics/*.json] }]`. Several processes of a machine have ports that the system
 * chooses, and other ones after a restart. Never fails.
 */
export function publishTarget(
  { dataDirectory, service, address }: MetricsTarget,
  log: Pick<MetricsLog, "warn">,
): void {
  const target = [{ targets: [address], labels: { service, pid: String(process.pid) } }];
  try {
    mkdirSync(folderIn(dataDirectory), { recursive: true, mode: 0o755 });
    withdrawEnded(dataDirectory);
    const unfinished = join(folderIn(dataDirectory), `${process.pid}.unfinished`);
    writeFileSync(unfinished, `${JSON.stringify(target)}\n`);
    renameSync(unfinished, fileOf(dataDirectory, process.pid));
  } catch (error) {
    log.warn(
      { reason: error instanceof Error ? error.message : String(error) },
      "Prometheus is not told of this process",
    );
  }
}

/** This process's metrics are to be read no more. */
export function withdrawTarget(dataDirectory: string): void {
  try {
    rmSync(fileOf(dataDirectory, process.pid), { force: true });
  } catch {
    // A folder that became read-only: the next process that starts takes it back.
  }
}

/** Of processes that were killed, nobody has taken back where they were. */
function withdrawEnded(dataDirectory: string): void {
  for (const file of readdirSync(folderIn(dataDirectory))) {
    const pid = Number(/^(\d+)\.(?:json|unfinished)$/.exec(file)?.[1] ?? Number.NaN);
    if (pid > 0 && !isRunning(pid)) rmSync(join(folderIn(dataDirectory), file), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process runs, too.
    return typeof error === "object" && error !== null && "code" in error && error.code === "EPERM";
  }
}

const folderIn = (dataDirectory: string) => join(dataDirectory, "metrics");
const fileOf = (dataDirectory: string, pid: number) => join(folderIn(dataDirectory), `${pid}.json`);
