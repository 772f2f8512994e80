import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";

/** A file that was unpacked: its length, and SHA-256 in hex. */
export interface UnpackedFile {
  bytes: number;
  sha256: string;
}

const blockBytes = 512;

/**
 * Unpacks a tar archive as PostgreSQL writes it (ustar: files and folders, and links of tablespaces, which are refused)
 * below a folder. Nothing is written outside of it. Gives what it has unpacked, by path.
 */
export async function untar(
  source: AsyncIterable<Buffer>,
  folder: string,
): Promise<Map<string, UnpackedFile>> {
  const files = new Map<string, UnpackedFile>();
  const reader = new BlockReader(source);
  for (;;) {
    const header = await reader.read(blockBytes);
    // Two blocks of zeros are the end; what comes behind them is filling.
    if (header === undefined || header.every((byte) => byte === 0)) break;
    const { path, type, bytes } = readHeader(header);
    const target = join(folder, path);
    if (type === "folder") {
      await mkdir(target, { recursive: true, mode: 0o700 });
      continue;
    }
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const file = await open(target, "wx", 0o600);
    try {
      files.set(path, { bytes, sha256: await copy(reader, file, bytes) });
    } finally {
      await file.close();
    }
    const filling = (blockBytes - (bytes % blockBytes)) % blockBytes;
    if (filling > 0) await reader.read(filling);
  }
  await reader.drain();
  return files;
}

async function copy(reader: BlockReader, file: FileHandle, bytes: number): Promise<string> {
  const hash = createHash("sha256");
  for (let left = bytes; left > 0; ) {
    const some = await reader.some(left);
    if (some === undefined) throw new Error("Expected a whole archive; its end is missing.");
    hash.update(some);
    await file.writeFile(some);
    left -= some.length;
  }
  return hash.digest("hex");
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
function readHeader(header: Buffer): { path: string; type: "file" | "folder"; bytes: number } {
  const text = (from: number, to: number) => header.toString("utf8", from, to).split("\0", 1)[0] ?? "";
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (Number.parseInt(text(148, 156).trim(), 8) !== sum) throw new Error("Expected a header of an archive.");
  const path = normalize(text(345, 500) ? `${text(345, 500)}/${text(0, 100)}` : text(0, 100));
  if (path.startsWith(sep) || path.split(sep).includes(".."))
    throw new Error(`Expected a path within the data folder; got ${JSON.stringify(path)}.`);
  const flag = text(156, 157);
  if (flag === "5") return { path, type: "folder", bytes: 0 };
  if (flag !== "0" && flag !== "")
    throw new Error(`Expected files and folders; ${JSON.stringify(path)} is a link, as of a tablespace.`);
  return { path, type: "file", bytes: sizeOf(header.subarray(124, 136)) };
}

/** Octal; from 8 GB on in base 256, which the first bit says. */
function sizeOf(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0)
    return Number.parseInt(field.toString("latin1").replace(/\0.*/, "").trim(), 8) || 0;
  return field.subarray(1).reduce((all, byte) => all * 256 + byte, 0);
}

/** Reads so many bytes of a stream of chunks of any length. */
class BlockReader {
  readonly #source: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Exactly so many; undefined at the end. */
  async read(bytes: number): Promise<Buffer | undefined> {
    while (this.#held.length < bytes) {
      const { done, value } = await this.#source.next();
      if (done) {
        if (this.#held.length > 0) throw new Error("Expected a whole archive; its end is missing.");
        return undefined;
      }
      this.#held = this.#held.length === 0 ? value : Buffer.concat([this.#held, value]);
    }
    return this.#take(bytes);
  }

  /** At least one, and so many at most; undefined at the end. */
  async some(bytes: number): Promise<Buffer | undefined> {
    if (this.#held.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) return undefined;
      this.#held = value;
    }
    return this.#take(Math.min(bytes, this.#held.length));
  }

  /** To the end: what comes behind an archive has to be read, too, or its sender waits. */
  async drain(): Promise<void> {
    while (!(await this.#source.next()).done);
  }

  #take(bytes: number): Buffer {
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }
}
