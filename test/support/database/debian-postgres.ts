import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseAccount } from "../../../shared/runner/embedded-postgres/choose-account";
import { launchServer } from "../../../shared/runner/embedded-postgres/launch-server";
import { type Account, runCommand } from "../../../shared/runner/embedded-postgres/run-command";
import { unusedPort } from "../processes/unused-port";

/** A server of an installed PostgreSQL with its tools, which the embedded one lacks: pg_dump, pg_restore, psql. */
export interface InstalledServer {
  /** Of the superuser. */
  url: string;
  /** Runs one of its tools; throws what that complains about. */
  run(tool: "pg_dump" | "pg_restore" | "psql", ...args: string[]): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of the latest PostgreSQL that Debian's packages have installed; undefined where there is none. */
export function installedPostgres(): string | undefined {
  const home = "/usr/lib/postgresql";
  if (!existsSync(home)) return undefined;
  const versions = readdirSync(home).toSorted((left, right) => Number(right) - Number(left));
  return versions.map((version) => join(home, version)).find((folder) => isWhole(folder));
}

const isWhole = (folder: string) =>
  ["initdb", "postgres", "pg_dump", "pg_restore", "psql"].every((name) =>
    existsSync(join(folder, "bin", name)),
  );

/** Starts one in a folder that PostgreSQL's user can reach; settings are name=value. */
export async function startInstalled(
  installed: string,
  root: string,
  settings: readonly string[] = [],
): Promise<InstalledServer> {
  const locale = ["-E", "UTF8", "--locale=C.UTF-8"];
  const initdb = ["initdb", "-U", "postgres", "--auth=trust", "--no-sync", ...locale];
  await makeData(installed, root, initdb);
  return launch(installed, root, settings);
}

/** Starts one that follows another as a streaming replica. */
export async function startReplica(
  installed: string,
  root: string,
  primary: InstalledServer,
): Promise<InstalledServer> {
  await makeData(installed, root, ["pg_basebackup", ...basebackup(primary), "--write-recovery-conf"]);
  return launch(installed, root, []);
}

/** Copies the data of one that runs, as a base backup, into a folder that `startRecovery` starts. */
export function takeBaseBackup(installed: string, root: string, of: InstalledServer): Promise<void> {
  return makeData(installed, root, ["pg_basebackup", ...basebackup(of)]);
}

/** Starts a base backup, which recovers by an archive of the log as its settings say. */
export async function startRecovery(
  installed: string,
  root: string,
  settings: readonly string[],
): Promise<InstalledServer> {
  writeFileSync(join(root, "postgres", "recovery.signal"), "");
  return launch(installed, root, settings);
}

const basebackup = (of: InstalledServer) => ["--dbname", of.url, "--checkpoint=fast", "--no-sync"];

async function runTool(installed: string, tool: string, args: readonly string[], as?: Account) {
  const options = as ? { account: as } : {};
  const { code, output } = await runCommand(join(installed, "bin", tool), [...args], options);
  if (code !== 0) throw new Error(`${tool}: ${output}`);
}

/** Makes a folder of data by a tool. */
async function makeData(installed: string, root: string, [make = "", ...options]: string[]): Promise<void> {
  const folder = join(root, "postgres");
  const account = await chooseAccount(folder);
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  await runTool(installed, make, ["-D", folder, ...options], account);
}

async function launch(
  installed: string,
  root: string,
  settings: readonly string[],
): Promise<InstalledServer> {
  const folder = join(root, "postgres");
  const account = await chooseAccount(folder);
  const port = await unusedPort();
  const server = await launchServer(
    { folder, binaries: { folder: installed, version: "installed", major: "installed" }, account },
    {
      port,
      logFile: join(root, "postgres.log"),
      fast: true,
      settings: ["wal_level=replica", "max_wal_senders=4", ...settings],
    },
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    run: (tool, ...args) => runTool(installed, tool, args),
    stop: () => server.stop("immediate"),
  };
}
