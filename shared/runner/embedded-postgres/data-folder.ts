import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isErrno } from "../../base/errors/is-errno";
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
