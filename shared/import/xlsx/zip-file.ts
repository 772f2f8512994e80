import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";

/** The parts of a workbook by their names, read in any order: texts come after the sheets that name them. */
export interface Parts {
  names: ReadonlySet<string>;
  /** The bytes of a part; throws where there is none. */
  read(name: string): AsyncGenerator<Buffer, void, undefined>;
  close(): void;
}

/** Most bytes of a part, inflated: what is more than this was not made by a spreadsheet. */
const mostBytes = 1024 ** 3;

/** Opens an archive. yauzl holds every part to the size that the directory says, so none inflates without an end. */
export async function openParts(file: string): Promise<Parts> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false });
  try {
    const entries = await listEntries(zip);
    return {
      names: new Set(entries.keys()),
      read: (name) => readPart(zip, entries, name),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\//, ""), entry);
  return entries;
}

async function* readPart(
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  name: string,
): AsyncGenerator<Buffer, void, undefined> {
  const entry = entries.get(name);
  if (!entry) throw new Error(`Expected the part ${name} of a workbook; there is none.`);
  if (entry.uncompressedSize > mostBytes) throw new Error(`Expected a part of at most ${mostBytes} bytes.`);
  const stream: Readable = await zip.openReadStreamPromise(entry);
  try {
    for await (const chunk of stream) yield chunk;
  } finally {
    stream.destroy();
  }
}
