import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { StartupError } from "./startup-error";

/**
 * The version a complete data folder was made by, e.g. `18`; undefined when there is none. A folder appears
 * under its name only when initdb has finished (see `initialiseCluster`), so PG_VERSION means complete.
 */
export function readDataVersion(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, "PG_VERSION"), "utf8").trim();
  } catch (error) {
    // Not there, or the folder is a file. Anything else must not be taken for "not there".
    if (isErrno(error, "ENOENT") || isErrno(error, "ENOTDIR")) return undefined;
    const owner = statSync(folder, { throwIfNoEntry: false })?.uid;
    throw new StartupError(
      `The data folder ${folder} cannot be read (it belongs to uid ${owner ?? "unknown"}): start as that user or as root, or set DATA_DIRECTORY to another folder.`,
      { cause: error },
    );
  }
}

/**
 * Whether an error is the system's answer of that name, e.g. `ENOENT`. Not asked with `instanceof`: inside
 * jest, Node's own errors are of another realm's Error.
 */
export function isErrno(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
