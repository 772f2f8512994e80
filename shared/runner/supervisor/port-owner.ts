import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Who listens on a TCP port, e.g. `node, pid 1234`; undefined when the system does not say. */
export function portOwner(port: number): string | undefined {
  try {
    return process.platform === "linux" ? ownerFromProc(port) : ownerFromLsof(port);
  } catch {
    return undefined;
  }
}

function ownerFromLsof(port: number): string | undefined {
  const output = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], { stdio: "pipe" });
  const [, pid, name] = /^p(\d+)\nc(.*)$/m.exec(output.toString()) ?? [];
  return pid && `${name}, pid ${pid}`;
}

/** The socket's inode stands in a table of the kernel; the process that holds it has a link to it. */
function ownerFromProc(port: number): string | undefined {
  const inodes = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => listeningInodes(table, port));
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  if (links.size === 0) return undefined;
  const pid = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .find((name) => openFiles(name).some((link) => links.has(link)));
  return pid && `${readFileSync(`/proc/${pid}/comm`, "utf8").trim()}, pid ${pid}`;
}

/** Columns: https://www.kernel.org/doc/Documentation/networking/proc_net_tcp.txt; state 0A is LISTEN. */
function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === "0A")
    .flatMap((columns) => columns[9] ?? []);
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/${pid}/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  } catch {
    // Another user's process, or one that has ended.
    return [];
  }
}
