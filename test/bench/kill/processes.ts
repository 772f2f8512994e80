import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningGraph } from "../../support/processes/running-graph";

/** The process ids of a running graph, as they are now. */
export class Processes {
  constructor(private readonly graph: RunningGraph) {}

  /** Of the supervisor, or of a child of it: `gateway`, `tasks`, `tasks-2`. */
  pid(name: string): number {
    const lock: { pid: number; children: { name: string; pid: number }[] } = JSON.parse(
      readFileSync(join(this.graph.dataDirectory, "supervisor.json"), "utf8"),
    );
    const pid = name === "supervisor" ? lock.pid : lock.children.find((child) => child.name === name)?.pid;
    if (pid === undefined) throw new Error(`Expected a process ${name}.`);
    return pid;
  }

  /** Of one of the gateway's workers. */
  worker(): number {
    const children = execFileSync("ps", ["-o", "pid=", "--ppid", String(this.pid("gateway"))], {
      encoding: "utf8",
    });
    return Number(children.trim().split(/\s+/)[0]);
  }

  postgres(): number {
    const file = join(this.graph.dataDirectory, "postgres", "postmaster.pid");
    return Number(readFileSync(file, "utf8").split("\n", 1)[0]);
  }
}
