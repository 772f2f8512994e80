import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";

const chunkBytes = 64 * 1024;

/** The bytes of a file or of standard input, counted and hashed on their way. */
export class FileSource {
  /** Bytes read so far. */
  bytes = 0;
  private readonly hash = createHash("sha256");
  private digest: string | undefined;

  constructor(
    /** Without its folder. */
    readonly name: string,
    private readonly stream: Readable,
    /** Bytes of the whole, as far as is known; undefined when nobody knows. */
    readonly size: number | undefined,
  ) {}

  /** A file, or standard input for `-`. */
  static async open(file: string, stdin: Readable): Promise<FileSource> {
    if (file === "-") return new FileSource("-", stdin, undefined);
    const { size } = await stat(file);
    return new FileSource(basename(file), createReadStream(file, { highWaterMark: chunkBytes }), size);
  }

  /** Piece by piece, once. */
  async *chunks(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.stream) {
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      this.bytes += bytes.length;
      this.hash.update(bytes);
      yield bytes;
    }
  }

  /** SHA-256 of what was read, in hexadecimal digits. Ends the hash. */
  sha256(): string {
    this.digest ??= this.hash.digest("hex");
    return this.digest;
  }
}
