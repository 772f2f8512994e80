import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The supervisor of a graph and its children by name; processes that wait for their turn have none, and are left out. */
export function listProcesses(dataDirectory: string): { name: string; pid: number }[] {
  const lock: { pid: number; children: { name?: string; pid: number }[] } = JSON.parse(
    readFileSync(join(dataDirectory, "supervisor.json"), "utf8"),
  );
  const named = lock.children.flatMap(({ name, pid }) => (name === undefined ? [] : [{ name, pid }]));
  return [{ name: "supervisor", pid: lock.pid }, ...named];
}

/** Resident memory of a process, and of all that descend from it: SQL runs in processes of its own. */
export function residentBytes(pid: number): { own: number; descendants: number } {
  const own = (Number(readOrEmpty(`/proc/${pid}/statm`).split(" ")[1]) || 0) * pageBytes;
  const children = readOrEmpty(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean);
  const below = children.map((child) => residentBytes(Number(child)));
  return { own, descendants: below.reduce((sum, child) => sum + child.own + child.descendants, 0) };
}

/** Of the machine's memory; 4 kB on all that the embedded PostgreSQL has binaries for but some ARM kernels. */
const pageBytes = 4096;

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Ended in between.
    return "";
  }
}

/** Bytes of all files in a folder, by their path in it; what is deleted while it is read counts for nothing. */
export function fileSizes(folder: string, sizeOf: (file: string) => number): Map<string, number> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const sizes = new Map<string, number>();
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    sizes.set(file.slice(folder.length + 1), sizeOf(file));
  }
  return sizes;
}
