import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { freePort } from "./free-port";
import { initialiseCluster, superuser } from "./initialise-cluster";
import { launchServer, type Server } from "./launch-server";
import { locateCluster, type Placement, relocatedHome } from "./locate-cluster";
import { makeOpenFolder } from "./make-open-folder";
import { resetPassword } from "./reset-password";
import { passwordOf } from "./secrets";
import { StartupError } from "./startup-error";
import { stopOrphans } from "./stop-orphans";

/** What a cluster is started with. */
export interface ClusterOptions {
  /** Holds `postgres/` (the data), `secrets.json` and `logs/postgres.log`. One owner at a time. */
  dataDirectory: string;
  /** Port on 127.0.0.1 that is taken when free, else another; 0 lets the system choose. Default 54320. */
  port?: number;
  /** Fails when the port is taken: for a restart under URLs that are in use. */
  exactPort?: boolean;
  /** Never waits for the disk: for tests, since a power cut breaks the data, and a kill loses the last commits. */
  fast?: boolean;
  /** Further settings of the server, each as name=value: for tests of standbys. */
  settings?: readonly string[];
  /** Receives messages for the operator, a line at a time. */
  log?(line: string): void;
}

/** A running PostgreSQL. */
export interface Cluster {
  readonly port: number;
  /** URL of the superuser, password included. */
  readonly url: string;
  /** Where the data really is; not in the data directory when root had to place it elsewhere. */
  readonly folder: string;
  readonly pid: number;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends the server: "fast" waits for its last write, "immediate" leaves recovery to the next start. */
  stop(mode?: "fast" | "immediate"): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL, creating its data folder when there is none and recovering from whatever
 * ended the run before. The server lives on when this process ends: the caller stops it.
 * @throws StartupError when it cannot, with one line for the operator.
 */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const { port = 54320, exactPort = false, fast = false, settings = [], log = () => undefined } = options;
  const dataDirectory = resolve(options.dataDirectory);
  const placement = await locateCluster(dataDirectory, log);
  const { password, isNew } = passwordOf(dataDirectory, superuser);
  const made = await initialiseCluster(placement, { password, fast, log });
  await stopOrphans(placement.folder, log);
  if (isNew && !made) await resetPassword(placement, password);
  makeOpenFolder(join(dataDirectory, "logs"));
  const logFile = join(dataDirectory, "logs", "postgres.log");
  const choosePort = () => (exactPort ? Promise.resolve(port) : freePort("127.0.0.1", port));
  const common = made || fast ? [] : backupSettings;
  const server = await launch(placement, {
    logFile,
    fast,
    settings: [...common, ...settings],
    log,
    choosePort,
  });
  return {
    port: server.port,
    url: `postgres://${superuser}:${password}@127.0.0.1:${server.port}/postgres`,
    folder: placement.folder,
    pid: server.pid,
    ended: server.ended,
    stop: (mode = "fast") => server.stop(mode),
  };
}

/** Deletes the data and passwords of a cluster that is not running, wherever it was placed: for tests. */
export async function removeCluster(dataDirectory: string): Promise<void> {
  const paths = ["postgres", "secrets.json", "logs/postgres.log"].map((name) => join(dataDirectory, name));
  for (const path of [...paths, relocatedHome(dataDirectory)]) rmSync(path, { recursive: true, force: true });
}

/**
 * What a base backup asks for (`npm run backup`). Not at the first start, which seeds: a seed into a new table need not be
 * written twice then.
 */
export const backupSettings = ["wal_level=replica", "max_wal_senders=4"];

interface LaunchOptions {
  logFile: string;
  fast: boolean;
  settings: readonly string[];
  log(line: string): void;
  choosePort(): Promise<number>;
}

/**
 * Two things pass by themselves: another process takes the port between our look and the server's, and the
 * last process of a killed server lets go of its shared memory a moment late. So there are three attempts.
 */
async function launch(placement: Placement, options: LaunchOptions, attempts = 3): Promise<Server> {
  const port = await options.choosePort();
  try {
    return await launchServer(placement, { ...options, port });
  } catch (error) {
    const passing = error instanceof StartupError && /TCP\/IP|shared memory block/.test(error.message);
    if (!passing || attempts === 1) throw error;
    await stopOrphans(placement.folder, options.log);
    return launch(placement, options, attempts - 1);
  }
}
