import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Most bytes of a workbook. Two million rows of text take less. */
const mostBytes = 256 * 1024 ** 2;

/** A file on disk that is there for as long as its import. */
export interface SpooledFile {
  path: string;
  remove(): Promise<void>;
}

/**
 * Writes what comes into a temporary file that nobody else may read: the directory of an archive stands at its end. Undefined
 * when it is more than a workbook may have.
 */
export async function spool(
  chunks: AsyncGenerator<Buffer, void, undefined>,
): Promise<SpooledFile | undefined> {
  const folder = await mkdtemp(join(tmpdir(), "graph-import-"));
  const path = join(folder, "workbook.xlsx");
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const file = await open(path, "wx", 0o600);
    let bytes = 0;
    try {
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > mostBytes) break;
        await file.write(chunk);
      }
    } finally {
      await file.close();
    }
    if (bytes <= mostBytes) return { path, remove };
    await remove();
    return undefined;
  } catch (error) {
    await remove();
    throw error;
  }
}
