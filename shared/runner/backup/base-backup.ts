import { Client, type Connection, type Submittable } from "pg";
import { StartupError } from "../embedded-postgres/startup-error";

/** What comes of a base backup: pieces of a tar archive of the data folder, and then of its manifest. */
export interface BackupPiece {
  kind: "archive" | "manifest";
  bytes: Buffer;
}

/** Pieces that wait to be taken before the server is made to wait, in bytes. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * Streams a copy of the whole cluster, consistent and with the log that it needs to start, as pg_basebackup does: the
 * command BASE_BACKUP of the replication protocol of PostgreSQL 15 and later. The server works on meanwhile.
 * https://www.postgresql.org/docs/18/protocol-replication.html#PROTOCOL-REPLICATION-BASE-BACKUP
 *
 * @param url of a role that may replicate. Throws StartupError where the server does not let it.
 */
export async function* streamBaseBackup(url: string): AsyncGenerator<BackupPiece> {
  // pg's types do not have it; pg itself sends it as the parameter of a connection.
  const client = new Client({
    connectionString: url,
    ...{ application_name: "backup", replication: "true" },
  });
  // The error of a query comes by the query, too.
  client.on("error", () => undefined);
  await client.connect().catch((cause: unknown) => refuse(cause));
  const pieces = new PieceQueue();
  client.query(new BaseBackup(pieces));
  try {
    yield* pieces.read();
  } catch (error) {
    refuse(error);
  } finally {
    await client.end();
  }
}

function refuse(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new StartupError(`PostgreSQL gives no base backup: ${reason}.`, { cause });
}

const command =
  "BASE_BACKUP (LABEL 'hanoi-sector-graph', CHECKPOINT 'fast', WAIT true, WAL true, MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')";

/** Pieces between the connection, which is paused while nobody takes them, and who reads them. */
class PieceQueue {
  readonly #waiting: BackupPiece[] = [];
  #bytes = 0;
  #ended: { error?: Error } | undefined;
  #wake = () => {};
  connection: Connection | undefined;

  add(piece: BackupPiece): void {
    this.#waiting.push(piece);
    this.#bytes += piece.bytes.length;
    if (this.#bytes > mostWaiting) this.connection?.stream.pause();
    this.#wake();
  }

  end(error?: Error): void {
    this.#ended ??= { ...(error && { error }) };
    this.#wake();
  }

  async *read(): AsyncGenerator<BackupPiece> {
    for (;;) {
      const piece = this.#waiting.shift();
      if (piece) {
        this.#bytes -= piece.bytes.length;
        if (this.#bytes < mostWaiting / 2) this.connection?.stream.resume();
        yield piece;
      } else if (this.#ended) {
        if (this.#ended.error) throw this.#ended.error;
        return;
      } else {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    }
  }
}

/** The command as pg sends a query, with what it calls when messages of the answer come. */
class BaseBackup implements Submittable {
  readonly #pieces: PieceQueue;
  #kind: BackupPiece["kind"] | undefined;

  constructor(pieces: PieceQueue) {
    this.#pieces = pieces;
  }

  submit(connection: Connection): void {
    this.#pieces.connection = connection;
    connection.stream.once("close", () => this.#pieces.end(new Error("the connection was lost")));
    connection.query(command);
  }

  /** The first byte says what it is: a new archive, the manifest, data of either, or how far it has come. */
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    const type = String.fromCharCode(chunk[0] ?? 0);
    if (type === "n") this.#kind = "archive";
    else if (type === "m") this.#kind = "manifest";
    // The parser uses its memory again.
    else if (type === "d" && this.#kind)
      this.#pieces.add({ kind: this.#kind, bytes: Buffer.from(chunk.subarray(1)) });
  }

  handleError(error: Error): void {
    this.#pieces.end(error);
  }

  handleReadyForQuery(): void {
    this.#pieces.end();
  }

  // Where the log begins and ends, and which tablespaces there are, comes as rows: nothing is needed of it.
  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}
