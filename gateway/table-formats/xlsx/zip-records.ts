/** What a ZIP archive knows of one of its files. */
export interface ZipEntry {
  path: Buffer;
  /** Where its header stands in the archive. */
  offset: number;
  crc: number;
  size: number;
  compressedSize: number;
}

/** Sizes follow the file (bit 3), the path is UTF-8 (bit 11). */
const flags = (1 << 3) | (1 << 11);
const deflated = 8;
/** 2.0: deflate, and nothing newer. */
const version = 20;
/** 1 January 1980, the format's first day: the same answer gives the same bytes. */
const day = (1 << 5) | 1;
const largest = 0xffff_ffff;

/** What stands before a file whose size is not known yet. APPNOTE 4.3.7. */
export function localHeader({ path }: ZipEntry): Buffer {
  const header = Buffer.alloc(30 + path.length);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(day, 12);
  header.writeUInt16LE(path.length, 26);
  path.copy(header, 30);
  return header;
}

/** What stands after it. APPNOTE 4.3.9. */
export function sizesAfter(entry: ZipEntry): Buffer {
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(0x0807_4b50, 0);
  writeSizes(sizes, entry, 4);
  return sizes;
}

/** The archive's end: an entry for each file, and where they stand. APPNOTE 4.3.12 and 4.3.16. */
export function centralDirectory(entries: readonly ZipEntry[], offset: number): Buffer {
  const headers = entries.map(directoryHeader);
  const size = headers.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(checked(size), 12);
  end.writeUInt32LE(checked(offset), 16);
  return Buffer.concat([...headers, end]);
}

function directoryHeader(entry: ZipEntry): Buffer {
  const header = Buffer.alloc(46 + entry.path.length);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(version, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(deflated, 10);
  header.writeUInt16LE(day, 14);
  writeSizes(header, entry, 16);
  header.writeUInt16LE(entry.path.length, 28);
  header.writeUInt32LE(checked(entry.offset), 42);
  entry.path.copy(header, 46);
  return header;
}

function writeSizes(buffer: Buffer, { crc, compressedSize, size }: ZipEntry, at: number): void {
  buffer.writeUInt32LE(crc, at);
  buffer.writeUInt32LE(checked(compressedSize), at + 4);
  buffer.writeUInt32LE(checked(size), at + 8);
}

/** Larger ones need ZIP64, which spreadsheets read differently: whoever writes begins another file before. */
function checked(bytes: number): number {
  if (bytes >= largest)
    throw new RangeError(`Expected less than 4 GiB in a ZIP archive, got ${bytes} bytes.`);
  return bytes;
}
