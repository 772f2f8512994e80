import { accessSync, constants, existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { ProcessFolder } from "./process-folder";
import { rootScript } from "./root-script";

/** What stands between an SQL process and the machine. */
export interface Walls {
  name: "namespaces" | "user" | "limits" | "none";
  /** As the log and docs/operations.md have it. */
  missing: string;
  /** Where the process finds its folder. */
  resultsOf(folder: ProcessFolder): string;
  /** The command that starts the process behind them. */
  command(node: readonly string[], folder: ProcessFolder): readonly string[];
}

/** Bounds of the system on one process. */
export interface SystemLimits {
  memoryMb: number;
  diskMb: number;
  /** Of all its threads together. */
  cpuSeconds: number;
}

/** What a machine has for walls. */
export interface Machine {
  platform: NodeJS.Platform;
  /** Who the gateway runs as; 0: root. */
  uid: number;
  /** The path of a program of util-linux or coreutils; undefined where it is not installed. */
  find(program: string): string | undefined;
}

export function thisMachine(): Machine {
  const folders = ["/usr/bin", "/usr/sbin", "/bin", "/sbin"];
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    find: (program) => folders.map((folder) => join(folder, program)).find(isExecutable),
  };
}

/** Which walls there may be, the highest first; whether they hold is known once a process was started behind them. */
export function possibleWalls(machine: Machine, limits: SystemLimits, user: number): Walls[] {
  const [setpriv, prlimit, unshare] = ["setpriv", "prlimit", "unshare"].map((name) => machine.find(name));
  if (machine.platform !== "linux" || !setpriv || !prlimit) return [noWalls];
  const isRoot = machine.uid === 0;
  const bounded = [prlimit, ...limitOptions(limits)];
  // Killed with its parent, by the system: it may be busy and see no pipe end.
  const mortal = [setpriv, "--pdeathsig", "KILL"];
  const powerless = [setpriv, "--no-new-privs", "--pdeathsig", "KILL"];
  const another = ["--reuid", String(user), "--regid", String(user), "--clear-groups"];
  const bare = ["--inh-caps=-all", "--bounding-set=-all"];
  const bySelf: Walls = {
    name: "limits",
    missing:
      "namespaces and a user of its own: SQL that breaks out of DuckDB can do what the gateway's user can",
    resultsOf: ({ results }) => results,
    command: (node) => [...bounded, ...powerless, ...node],
  };
  const byUser: Walls = {
    name: "user",
    missing:
      "namespaces: SQL that breaks out of DuckDB reads files that everyone may read, and reaches the network",
    resultsOf: ({ results }) => results,
    command: (node) => [...bounded, ...powerless, ...bare, ...another, ...node],
  };
  const byNamespaces: Walls = {
    name: "namespaces",
    missing: "a filter of system calls: SQL that breaks out of DuckDB can still try the kernel",
    resultsOf: () => "/results",
    command: (node, folder) => [
      ...bounded,
      ...mortal,
      ...[unshare ?? "unshare", ...(isRoot ? [] : ["--map-root-user"])],
      ...["--mount", "--net", "--pid", "--ipc", "--uts", "--fork", "--kill-child"],
      ...["/bin/sh", "-c", rootScript, "sh", folder.root, folder.results, ...shownPaths(node, setpriv), "--"],
      ...[...powerless, ...bare, ...(isRoot ? another : []), ...node],
    ],
  };
  const canNamespaces = unshare !== undefined && machine.find("chroot") && machine.find("mount");
  return [...(canNamespaces ? [byNamespaces] : []), ...(isRoot ? [byUser] : []), bySelf];
}

const noWalls: Walls = {
  name: "none",
  missing: "all walls of the system: SQL that breaks out of DuckDB can do what the gateway's user can",
  resultsOf: ({ results }) => results,
  command: (node) => node,
};

/** Node.js has 2 GB of addresses before it does anything, and DuckDB's own limit comes long before this one. */
const addressesMb = 3_072;

function limitOptions({ memoryMb, diskMb, cpuSeconds }: SystemLimits): string[] {
  const bytes = (mb: number) => String(mb * 1024 * 1024);
  return [
    `--as=${bytes(addressesMb + 2 * memoryMb)}`,
    // Of one file; behind DuckDB's own limit, which it tells more clearly.
    `--fsize=${bytes(2 * diskMb)}`,
    `--cpu=${cpuSeconds}`,
    "--core=0",
    "--nofile=128",
    "--nproc=1024",
    "--memlock=0",
    "--msgqueue=0",
  ];
}

/** What the process runs on: Node.js, the system's libraries, DuckDB, and the code of the process. */
function shownPaths([node = process.execPath]: readonly string[], setpriv: string): string[] {
  const libraries = ["/lib", "/lib64", "/usr/lib", "/usr/lib64"].filter(
    (path) => existsSync(path) && !isLink(path),
  );
  return [...libraries, setpriv, node, ...codeOfWorker];
}

/** Folders that hold the code of an SQL process: this build's, and DuckDB's packages. */
export const codeOfWorker: readonly string[] = [
  join(__dirname, "..", "messages"),
  join(__dirname, "..", "worker"),
  // DuckDB's packages stand side by side.
  ...folderAbove("@duckdb", "@duckdb/node-api"),
  // By which they choose their build for musl.
  ...folderAbove("detect-libc", "detect-libc"),
];

function folderAbove(name: string, module: string): string[] {
  try {
    const file = require.resolve(module);
    return [join(file.slice(0, file.lastIndexOf(`/${name}/`)), name)];
  } catch {
    // It is not installed; DuckDB does without detect-libc.
    return [];
  }
}

function isLink(path: string): boolean {
  return lstatSync(path).isSymbolicLink();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // It is not there, or not for us.
    return false;
  }
}
