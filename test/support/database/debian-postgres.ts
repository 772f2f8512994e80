import { chownSync, existsSync, mkdirSync, readdirSync } from "node:fs";
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

/** Starts one in a folder that PostgreSQL's user can reach. */
export async function startInstalled(installed: string, root: string): Promise<InstalledServer> {
  const locale = ["-E", "UTF8", "--locale=C.UTF-8"];
  return start(installed, root, ["initdb", "-U", "postgres", "--auth=trust", "--no-sync", ...locale]);
}

/** Starts one that follows another as a streaming replica. */
export function startReplica(
  installed: string,
  root: string,
  primary: InstalledServer,
): Promise<InstalledServer> {
  const from = ["--dbname", primary.url, "--checkpoint=fast", "--no-sync", "--write-recovery-conf"];
  return start(installed, root, ["pg_basebackup", ...from]);
}

/** Makes a folder of data by a tool, and starts a server on it. */
async function start(
  installed: string,
  root: string,
  [make = "", ...options]: string[],
): Promise<InstalledServer> {
  const folder = join(root, "postgres");
  const account = await chooseAccount(folder);
  const run = async (tool: string, args: string[], as: Account | undefined) => {
    const { code, output } = await runCommand(join(installed, "bin", tool), args, { account: as });
    if (code !== 0) throw new Error(`${tool}: ${output}`);
  };
  mkdirSync(folder, { mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
  await run(make, ["-D", folder, ...options], account);
  const binaries = { folder: installed, version: "installed", major: "installed" };
  const port = await unusedPort();
  const server = await launchServer(
    { folder, binaries, account },
    {
      port,
      logFile: join(root, "postgres.log"),
      fast: true,
      settings: ["wal_level=replica", "max_wal_senders=4"],
    },
  );
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    run: (tool, ...args) => run(tool, args, undefined),
    stop: () => server.stop("immediate"),
  };
}
