import { randomBytes } from "node:crypto";
import {
  chmodSync,
  createWriteStream,
  existsSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { Client } from "pg";
import { backupSettings, startCluster } from "../embedded-postgres/cluster";
import { superuser } from "../embedded-postgres/initialise-cluster";
import { locateCluster } from "../embedded-postgres/locate-cluster";
import { passwordOf } from "../embedded-postgres/secrets";
import { StartupError } from "../embedded-postgres/startup-error";
import { readPostmasterFile } from "../embedded-postgres/stop-orphans";
import { type BackupHead, frame, headDefaults } from "./backup-format";
import { streamBaseBackup } from "./base-backup";
import { lastBackupFile } from "./last-backup";
import { seal } from "./sealed-stream";

export interface BackupOptions {
  dataDirectory: string;
  /** Where it is written to; it appears under this name when it is whole. */
  file: string;
  /** 32 bytes or more; absent: whoever has the file can read it. */
  key?: Buffer | undefined;
  /** Told what an operator should know, a line at a time. */
  log(line: string): void;
}

/**
 * Backs the whole embedded PostgreSQL up, while it runs or not: all databases, as of when the backup ends.
 * @returns the length of the file, in bytes. Throws StartupError with one line for the operator.
 */
export async function writeBackup({ dataDirectory, file, key, log }: BackupOptions): Promise<number> {
  const placement = await locateCluster(dataDirectory, log);
  // A start would make one, and a backup of nothing would look like any other.
  if (!existsSync(join(placement.folder, "PG_VERSION")))
    throw new StartupError(
      `Expected a database in ${placement.folder}, and there is none: DATA_DIRECTORY names the folder of the one to back up.`,
    );
  const running = await runningUrl(placement.folder, dataDirectory).catch((error: unknown) => {
    throw tellFailure(error);
  });
  const own = running === undefined ? await startAlone(dataDirectory, log) : undefined;
  const salt = randomBytes(32);
  const head: BackupHead = {
    ...headDefaults,
    begunAt: new Date().toISOString(),
    postgresMajor: placement.binaries.major,
    encryption: key ? "aes-256-gcm" : null,
    salt: salt.toString("hex"),
  };
  const unfinished = `${file}.incomplete`;
  try {
    await write(unfinished, head, running ?? own?.url ?? "", key, salt);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw tellFailure(error);
  } finally {
    await own?.stop();
  }
  const bytes = statSync(file).size;
  const record = { file, bytes, finishedAt: new Date().toISOString() };
  writeFileSync(lastBackupFile(dataDirectory), `${JSON.stringify(record)}\n`);
  return bytes;
}

async function write(
  file: string,
  head: BackupHead,
  url: string,
  key: Buffer | undefined,
  salt: Buffer,
): Promise<void> {
  const descriptor = openForOwner(file);
  const output = createWriteStream("", { fd: descriptor, flush: true });
  output.write(`${JSON.stringify(head)}\n`);
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } });
  await pipeline(
    Readable.from(frames(url), { objectMode: false }),
    compress,
    (compressed: AsyncIterable<Buffer>) => (key ? seal(compressed, key, salt) : compressed),
    output,
  );
}

/** Nobody else reads it, whatever the umask. */
function openForOwner(file: string): number {
  try {
    const descriptor = openSync(file, "w", 0o600);
    chmodSync(file, 0o600);
    return descriptor;
  } catch (cause) {
    throw tellFailure(cause);
  }
}

/** A full disk, a server that went away. */
function tellFailure(cause: unknown): StartupError {
  if (cause instanceof StartupError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StartupError(`The backup cannot be written: ${reason}.`, { cause });
}

async function* frames(url: string): AsyncGenerator<Buffer> {
  for await (const { kind, bytes } of streamBaseBackup(url)) yield frame(kind, bytes);
}

/** Of the server that runs on a data folder; undefined when none does. */
async function runningUrl(folder: string, dataDirectory: string): Promise<string | undefined> {
  const [pid, , , port] = readPostmasterFile(folder);
  if (pid === undefined || port === undefined || !isRunning(Number(pid))) return undefined;
  const { password } = passwordOf(dataDirectory, superuser);
  const url = `postgres://${superuser}:${password}@127.0.0.1:${Number(port)}/postgres`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ wal_level: string }>("SHOW wal_level");
    if (rows[0]?.wal_level !== "minimal") return url;
  } finally {
    await client.end();
  }
  throw new StartupError(
    "PostgreSQL runs since its first start, in which it writes too little for a backup: stop `npm start` and start it again, or back up while it is stopped.",
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process runs, too.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function startAlone(dataDirectory: string, log: (line: string) => void) {
  log("PostgreSQL does not run; it is started for the backup.");
  return startCluster({ dataDirectory, port: 0, settings: backupSettings, log });
}
