import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const recordSchema = z.object({ finishedAt: z.iso.datetime() });

/** Where a data directory has when it was last backed up, and into which file. */
export function lastBackupFile(dataDirectory: string): string {
  return join(dataDirectory, "backup.json");
}

/** When it was last backed up; undefined: never, or nothing can be read of it. */
export function lastBackupAt(dataDirectory: string): Date | undefined {
  try {
    return new Date(
      recordSchema.parse(JSON.parse(readFileSync(lastBackupFile(dataDirectory), "utf8"))).finishedAt,
    );
  } catch {
    return undefined;
  }
}
