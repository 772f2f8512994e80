import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { processorSeconds, withChildren } from "../../scale/processor-time";

/** Processor time that parts of a running graph have used so far, in milliseconds, by their names. */
export type ProcessorTimes = Record<string, number>;

/** Of the graph of a data directory: its gateway, each subgraph, and PostgreSQL; what else there is as `other`. */
export function processorTimesOf(dataDirectory: string): ProcessorTimes {
  const { pid } = JSON.parse(readFileSync(join(dataDirectory, "supervisor.json"), "utf8"));
  const times: ProcessorTimes = {};
  const add = (name: string, process: number) => {
    times[name] = (times[name] ?? 0) + processorSeconds([process]) * 1_000;
  };
  for (const process of withChildren(Number(pid))) {
    const command = commandOf(process);
    if (!command.startsWith("postgres")) add(nameOf(command), process);
  }
  for (const process of postgresOf(dataDirectory)) add("PostgreSQL", process);
  return times;
}

function nameOf(command: string): string {
  const [, subgraph] = /subgraphs\/(\w[\w-]*)\/main\.js/.exec(command) ?? [];
  if (subgraph !== undefined) return subgraph;
  return command.includes("gateway/main.js") ? "gateway" : "other";
}

/** Its server and all of the server's processes, which are nobody's children once a supervisor was replaced. */
function postgresOf(dataDirectory: string): number[] {
  const servers = readdirSync("/proc").filter(
    (entry) => /^\d+$/.test(entry) && commandOf(Number(entry)).includes(`${dataDirectory}/postgres`),
  );
  return [...new Set(servers.flatMap((server) => withChildren(Number(server))))].filter((process) =>
    commandOf(process).includes("postgres"),
  );
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    // The process has ended.
    return "";
  }
}
