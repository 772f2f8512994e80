import { createHash, randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Binaries, findBinaries } from "./binaries";
import { chooseAccount } from "./choose-account";
import { readDataVersion } from "./data-folder";
import { makeOpenFolder } from "./make-open-folder";
import { type Account, runCommand } from "./run-command";
import { StartupError } from "./startup-error";

/** Where a cluster lives and who runs it. */
export interface Placement {
  /** PostgreSQL's data folder; may not exist yet, the folder that holds it does. */
  folder: string;
  binaries: Binaries;
  account: Account | undefined;
}

/** Where root puts what the PostgreSQL user cannot reach in the checkout. */
export const sharedLocation = "/var/lib/hanoi-sector-graph";

/**
 * Decides where the data folder and the binaries are. They stay in the checkout when the account can use
 * them there. Root's checkout often lies in a folder that is closed to everyone else, such as /root: then
 * the data folder and a copy of the binaries go below `elsewhere`, and one line says so. What the account
 * can use is found out by trying, since permissions, mount options and security modules all have a say.
 */
export async function locateCluster(
  dataDirectory: string,
  log: (line: string) => void,
  elsewhere = sharedLocation,
): Promise<Placement> {
  const here = resolve(dataDirectory);
  const relocated = relocatedHome(here, elsewhere);
  const stays = readDataVersion(join(here, "postgres")) !== undefined;
  const moved = !stays && existsSync(join(relocated, "postgres", "PG_VERSION"));
  const account = await chooseAccount(join(moved ? relocated : here, "postgres"));
  const shipped = findBinaries();

  const problem = await problemOfRunning(shipped, account);
  const binaries = problem === undefined ? shipped : await copyBinaries(shipped, account, elsewhere, problem);
  if (binaries !== shipped) log(`PostgreSQL runs from a copy in ${binaries.folder}: ${problem}`);

  if (!moved && (await canUse(here, account))) {
    return { folder: join(here, "postgres"), binaries, account };
  }
  if (account === undefined || stays || !(await canUse(relocated, account))) {
    const user = account === undefined ? "you" : `the user ${account.name}, who runs PostgreSQL,`;
    throw new StartupError(
      `The data folder ${join(here, "postgres")} cannot be used: ${user} cannot reach or write it. Set DATA_DIRECTORY to another folder, or set every *_DATABASE_URL.`,
    );
  }
  log(
    `PostgreSQL's data is in ${join(relocated, "postgres")}: the user ${account.name} cannot reach ${here}.`,
  );
  return { folder: join(relocated, "postgres"), binaries, account };
}

/** Where the data of a data directory goes when the account cannot reach it. */
export function relocatedHome(dataDirectory: string, elsewhere = sharedLocation): string {
  const hash = createHash("sha256").update(resolve(dataDirectory)).digest("hex").slice(0, 16);
  return join(elsewhere, hash);
}

/** Why the server's program does not run for the account, as one line; undefined when it does. */
async function problemOfRunning(binaries: Binaries, account: Account | undefined) {
  const { code, output } = await runCommand(join(binaries.folder, "bin", "postgres"), ["--version"], {
    account,
  });
  return code === 0 ? undefined : output.split("\n")[0] || `exit code ${code}`;
}

/** Makes a folder for the account below `home`, and looks whether it can work in there. */
async function canUse(home: string, account: Account | undefined): Promise<boolean> {
  const probe = join(home, `postgres.incomplete-${randomBytes(4).toString("hex")}`);
  try {
    makeOpenFolder(home);
    mkdirSync(probe, { mode: 0o700 });
    if (account === undefined) return true;
    chownSync(probe, account.uid, account.gid);
    const tried = await runCommand("/bin/sh", ["-c", 'cd "$1" && : > file && rm file', "sh", probe], {
      account,
    });
    return tried.code === 0;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

async function copyBinaries(
  shipped: Binaries,
  account: Account | undefined,
  elsewhere: string,
  problem: string,
): Promise<Binaries> {
  if (account !== undefined) {
    const copy = { ...shipped, folder: join(elsewhere, `binaries-${shipped.version}`) };
    const unfinished = `${copy.folder}.incomplete-${randomBytes(4).toString("hex")}`;
    try {
      if (!existsSync(copy.folder)) {
        makeOpenFolder(elsewhere);
        cpSync(shipped.folder, unfinished, { recursive: true, verbatimSymlinks: true });
        await runCommand("chmod", ["-R", "a+rX", unfinished]);
        renameSync(unfinished, copy.folder);
      }
    } catch {
      // Another start may have been faster, and then there is a copy; if not, the line below tells why one
      // was needed.
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
    if ((await problemOfRunning(copy, account)) === undefined) return copy;
  }
  throw new StartupError(
    `PostgreSQL's binaries in ${shipped.folder} do not run${account ? ` as the user ${account.name}` : ""} (${problem}): move the checkout where they do, or set every *_DATABASE_URL.`,
  );
}
