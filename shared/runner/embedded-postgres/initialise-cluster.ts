import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isErrno } from "../../base/errors/is-errno";
import { readDataVersion } from "./data-folder";
import type { Placement } from "./locate-cluster";
import { type CommandOutcome, runCommand } from "./run-command";
import { StartupError } from "./startup-error";

/** The superuser of the embedded cluster. */
export const superuser = "postgres";

/** What initdb needs to know besides the folder. */
export interface InitialiseOptions {
  password: string;
  /** Leaves out waiting for the disk: for tests. */
  fast: boolean;
  log(line: string): void;
}

/**
 * Makes the data folder when there is none, and returns whether it did. initdb works in a sibling
 * `postgres.incomplete-*` that is renamed at the end: whatever kills it, a folder of the right name is
 * complete. What stands there without being a data folder is set aside, never deleted.
 */
export async function initialiseCluster(placement: Placement, options: InitialiseOptions): Promise<boolean> {
  const { folder, binaries } = placement;
  removeUnfinished(folder);
  const version = readDataVersion(folder);
  if (version === binaries.major) return false;
  if (version !== undefined) {
    throw new StartupError(
      `The data folder ${folder} was made by PostgreSQL ${version}, and this is PostgreSQL ${binaries.major}: move it away to start with an empty one (the demonstration data is seeded again), or upgrade it with pg_upgrade.`,
    );
  }
  setAside(folder, options.log);
  options.log("Creating the PostgreSQL data folder");
  const unfinished = `${folder}.incomplete-${randomBytes(4).toString("hex")}`;
  try {
    const outcome = await runInitdb(placement, unfinished, options);
    if (outcome.code !== 0) throw new StartupError(initdbProblem(folder, outcome));
    renameSync(unfinished, folder);
  } finally {
    removeUnfinished(folder);
  }
  return true;
}

async function runInitdb(
  { binaries, account }: Placement,
  folder: string,
  { password, fast }: InitialiseOptions,
): Promise<CommandOutcome> {
  // initdb takes a password from a file only, and wants its folder empty: so the file is outside of it.
  const passwordFile = `${folder}.password`;
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    chownSync(folder, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const initdb = (characterClasses: string) =>
    runCommand(
      join(binaries.folder, "bin", "initdb"),
      [
        ...["-D", folder, "-U", superuser, `--pwfile=${passwordFile}`, "--auth=scram-sha-256"],
        // Sorted by code point, and yet lower('Đ') is 'đ': the same on every machine, as nothing comes from
        // its C library. Only pg_trgm still asks that one which characters are letters.
        ...["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
        ...[`--lc-ctype=${characterClasses}`, ...(fast ? ["--no-sync"] : [])],
      ],
      { account },
    );
  const outcome = await initdb("C.UTF-8");
  return outcome.output.includes("invalid locale name") ? initdb("C") : outcome;
}

function initdbProblem(folder: string, { output, code }: CommandOutcome): string {
  const lines = output.split("\n");
  const reason =
    lines.find((line) => /error:|FATAL:|PANIC:/.test(line)) ?? lines.at(-1) ?? `exit code ${code}`;
  return `PostgreSQL could not create its data folder ${folder} (${reason.trim()}): mend that, or set DATA_DIRECTORY to another folder.`;
}

function removeUnfinished(folder: string): void {
  const prefix = `${basename(folder)}.incomplete-`;
  for (const name of readdirSync(dirname(folder)).filter((name) => name.startsWith(prefix))) {
    rmSync(join(dirname(folder), name), { recursive: true, force: true });
  }
}

function setAside(folder: string, log: (line: string) => void): void {
  try {
    if (readdirSync(folder).length === 0) {
      rmdirSync(folder);
      return;
    }
  } catch (error) {
    if (isErrno(error, "ENOENT")) return;
    if (!isErrno(error, "ENOTDIR")) throw error;
  }
  const aside = `${folder}.set-aside-${Date.now()}`;
  renameSync(folder, aside);
  log(`${folder} was no PostgreSQL data folder: it is now ${aside}.`);
}
