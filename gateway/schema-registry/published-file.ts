import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Logger } from "../../shared/base/log/logger";

/** The graph that was published last, as a process has it. */
export interface PublishedGraph {
  number: number;
  supergraphSdl: string;
}

const shape = z.object({ number: z.int().positive(), supergraphSdl: z.string().min(1) });

/** What a gateway has taken last, kept on its own disk: it starts with that while the database is away. */
export interface PublishedFile {
  read(): Promise<PublishedGraph | undefined>;
  /** One that cannot be written is told in the log, and is not there. */
  write(graph: PublishedGraph): Promise<void>;
}

export function publishedFile(file: string, log: Logger): PublishedFile {
  return {
    async read() {
      try {
        return shape.parse(JSON.parse(await readFile(file, "utf8")));
      } catch {
        // Nothing was published yet, or the disk was emptied: then the database or the committed file has it.
        return undefined;
      }
    },
    async write(graph) {
      const unfinished = `${file}.${process.pid}`;
      try {
        await writeFile(unfinished, JSON.stringify(graph), { mode: 0o600 });
        await rename(unfinished, file);
      } catch (error) {
        log.warn({ err: error }, "the published graph is not kept on this disk");
      }
    },
  };
}
