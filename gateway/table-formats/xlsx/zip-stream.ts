import { pipeline } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";
import { centralDirectory, localHeader, sizesAfter, type ZipEntry } from "./zip-records";

/** One file of an archive, its bytes in pieces of about 100 kB. */
export interface ZipFile {
  path: string;
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Tables as XML shrink to an eighth at any level; 6, the usual one, takes three times as long for a sixth less. */
const level = 2;

/**
 * A ZIP archive as a stream (APPNOTE.TXT 6.3.10, https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT): nothing
 * is held but what is being compressed, sizes and checksums follow each file, the directory comes last. Compression runs
 * in zlib's threads, not in the event loop. Neither a file nor the archive may reach 4 GiB. When `files` or `pieces`
 * throws, the archive is left without its directory, and no program opens it.
 */
export async function* zipStream(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
): AsyncGenerator<Uint8Array> {
  const entries: ZipEntry[] = [];
  let offset = 0;
  for await (const { path, pieces } of files) {
    const entry: ZipEntry = { path: Buffer.from(path), offset, crc: 0, size: 0, compressedSize: 0 };
    const header = localHeader(entry);
    yield header;
    for await (const compressed of compress(pieces, entry)) {
      entry.compressedSize += compressed.length;
      yield compressed;
    }
    const sizes = sizesAfter(entry);
    yield sizes;
    offset += header.length + entry.compressedSize + sizes.length;
    entries.push(entry);
  }
  yield centralDirectory(entries, offset);
}

/** The pieces deflated; adds their checksum and size to the entry. */
async function* compress(pieces: ZipFile["pieces"], entry: ZipEntry): AsyncGenerator<Uint8Array> {
  async function* measured() {
    for await (const piece of pieces) {
      entry.crc = crc32(piece, entry.crc);
      entry.size += piece.length;
      yield piece;
    }
  }
  const deflate = createDeflateRaw({ level, chunkSize: 64 * 1024 });
  // What fails in the pieces destroys the stream, and is thrown by the loop below.
  pipeline(measured(), deflate, () => undefined);
  for await (const compressed of deflate) yield compressed;
}
