import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Where the SQL processes of one gateway have their folders. */
export interface ProcessFolders {
  create(): Promise<ProcessFolder>;
}

/** What one SQL process may write to. Nothing of it outlives the process. */
export interface ProcessFolder {
  /** For what its SQL puts on disk. */
  results: string;
  /** On which its own view of the files is built. */
  root: string;
  remove(): Promise<void>;
}

/**
 * Makes sure of the folder, and deletes what processes have left in it that were killed together with their gateway.
 * Throws where it belongs to somebody else, who could read what is put there.
 */
export async function openProcessFolders(
  directory: string,
  user: number | undefined,
): Promise<ProcessFolders> {
  await mkdir(directory, { recursive: true, mode: 0o711 });
  const found = await lstat(directory);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(`Expected ${directory} to be a folder of the gateway's own user.`);
  await sweep(directory);
  const prefix = join(directory, `${hostname()}-${process.pid}-`);
  return {
    async create() {
      const folder = await mkdtemp(prefix);
      const [results, root] = [join(folder, "results"), join(folder, "root")];
      await mkdir(results, { mode: 0o700 });
      await mkdir(root, { mode: 0o700 });
      if (user !== undefined) {
        await chown(results, user, user);
        // It may go through, not look around.
        await chmod(folder, 0o711);
      }
      return { results, root, remove: () => rm(folder, { recursive: true, force: true }) };
    },
  };
}

async function sweep(directory: string): Promise<void> {
  const own = `${hostname()}-`;
  for (const name of await readdir(directory)) {
    if (!name.startsWith(own)) continue;
    const pid = Number(name.slice(own.length).split("-", 1)[0]);
    if (!isAlive(pid)) await rm(join(directory, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // There is none, or it is somebody else's, who cannot have made a folder here.
    return false;
  }
}
