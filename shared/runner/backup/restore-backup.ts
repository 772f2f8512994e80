import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { createZstdDecompress } from "node:zlib";
import { Client } from "pg";
import { backupSettings, startCluster } from "../embedded-postgres/cluster";
import { locateCluster, type Placement } from "../embedded-postgres/locate-cluster";
import { runCommand } from "../embedded-postgres/run-command";
import { StartupError } from "../embedded-postgres/startup-error";
import { type BackupHead, readHead, unframe } from "./backup-format";
import { checkManifest } from "./check-manifest";
import { open } from "./sealed-stream";
import { untar } from "./untar";

export interface RestoreOptions {
  /** Has no PostgreSQL yet. */
  dataDirectory: string;
  file: string;
  key?: Buffer | undefined;
  log(line: string): void;
}

/**
 * Restores a backup into an empty data directory: unpacks it, holds each file against the manifest, and lets PostgreSQL
 * recover once, on a new timeline, by which subgraphs notice that cursors and column stores of before are of no use.
 * @returns how many files were restored and compared. Throws StartupError with one line for the operator; what is there
 * by then is removed.
 */
export async function restoreBackup({ dataDirectory, file, key, log }: RestoreOptions): Promise<number> {
  const placement = await locateCluster(dataDirectory, log);
  const { folder, binaries } = placement;
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new StartupError(
      `There is a database in ${folder}: restore into another DATA_DIRECTORY, or move it away.`,
    );
  const { head, body } = await openBackup(file);
  if (head.postgresMajor !== binaries.major)
    throw new StartupError(
      `The backup is of PostgreSQL ${head.postgresMajor}, and this is PostgreSQL ${binaries.major}: restore it with the release that made it.`,
    );
  if (head.encryption !== null && key === undefined)
    throw new StartupError("The backup is encrypted: name the file of its key in BACKUP_KEY_FILE.");
  // A start removes what has this name, if this process is killed.
  const unfinished = `${folder}.incomplete-${randomBytes(4).toString("hex")}`;
  try {
    mkdirSync(unfinished, { mode: 0o700 });
    const opened = head.encryption !== null && key ? open(body, key, Buffer.from(head.salt, "hex")) : body;
    const compared = await unpack(opened, unfinished, file);
    await handOver(unfinished, placement);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
    await recover(dataDirectory, log);
    return compared;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The first line, and what follows it. */
async function openBackup(file: string): Promise<{ head: BackupHead; body: AsyncIterable<Buffer> }> {
  const source = createReadStream(file, { highWaterMark: 1024 * 1024 })[Symbol.asyncIterator]();
  const first = await source.next().catch((cause: unknown) => {
    throw new StartupError(`The backup ${file} cannot be read.`, { cause });
  });
  const bytes: Buffer = first.done ? Buffer.alloc(0) : first.value;
  const end = bytes.indexOf("\n");
  const head = readHead(bytes.toString("utf8", 0, Math.max(0, end)), file);
  async function* body() {
    yield bytes.subarray(end + 1);
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value as Buffer;
  }
  return { head, body: body() };
}

async function unpack(body: AsyncIterable<Buffer>, folder: string, file: string): Promise<number> {
  const manifest: Buffer[] = [];
  const decompressed = Readable.from(body, { objectMode: false }).compose(createZstdDecompress());
  async function* archive() {
    for await (const { kind, bytes } of unframe(decompressed)) {
      if (kind === "archive") yield bytes;
      else manifest.push(Buffer.from(bytes));
    }
  }
  try {
    const files = await untar(archive(), folder);
    return checkManifest(Buffer.concat(manifest).toString("utf8"), files);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartupError(`The backup ${file} cannot be restored: ${reason}`, { cause });
  }
}

/** Has PostgreSQL's account own it, and recover it as of a backup when it starts, and not as after a crash. */
async function handOver(folder: string, { account, binaries }: Placement): Promise<void> {
  writeFileSync(join(folder, "recovery.signal"), "", { mode: 0o600 });
  appendFileSync(join(folder, "postgresql.auto.conf"), "restore_command = 'false'\nhot_standby = 'off'\n");
  if (account) {
    const { code, output } = await runCommand("chown", ["-R", `${account.uid}:${account.gid}`, folder]);
    if (code !== 0)
      throw new StartupError(`The restored files cannot be given to ${account.name}: ${output}.`);
  }
  // Before it has its name, all of it is on the disk: a machine that stops must not leave half of it.
  const initdb = join(binaries.folder, "bin", "initdb");
  const { code, output } = await runCommand(initdb, ["--sync-only", "-D", folder], { account });
  if (code !== 0) throw new StartupError(`The restored files cannot be written to the disk: ${output}.`);
}

const recoveryLimitMs = 600_000;

/** Starts it once: it reads the log that the backup has, and is then a database like any other. */
async function recover(dataDirectory: string, log: (line: string) => void): Promise<void> {
  const cluster = await startCluster({ dataDirectory, port: 0, settings: backupSettings, log });
  try {
    const until = performance.now() + recoveryLimitMs;
    while (!(await hasRecovered(cluster.url))) {
      if (performance.now() > until)
        throw new StartupError("PostgreSQL has not recovered within ten minutes.");
      await pause(100);
    }
  } finally {
    await cluster.stop();
  }
}

/** Nobody is let in before. */
async function hasRecovered(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ recovers: boolean }>("SELECT pg_is_in_recovery() AS recovers");
    if (rows[0]?.recovers !== false) return false;
    await client.query("ALTER SYSTEM RESET restore_command");
    await client.query("ALTER SYSTEM RESET hot_standby");
    return true;
  } catch (error) {
    // Starting up, as the server says to whoever comes too early.
    if (error instanceof Error && "code" in error && error.code === "57P03") return false;
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
