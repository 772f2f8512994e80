import { renameSync, statSync } from "node:fs";

/** How large a log file grows, in bytes, before it is set aside. */
export const logFileBytes = 10 * 1024 * 1024;

/** Sets a log file that has grown past 10 MB aside as `<file>.1`, replacing the one before. */
export function rotateLog(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > logFileBytes) renameSync(file, `${file}.1`);
}
