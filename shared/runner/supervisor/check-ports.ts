import { setTimeout as sleep } from "node:timers/promises";
import { freePort, isPortFree } from "../embedded-postgres/free-port";
import { StartupError } from "../embedded-postgres/startup-error";
import { portOwner } from "./port-owner";
import type { ServedProcess, Settings } from "./settings";

/**
 * Checks that every process can have its port, and chooses one where the operator left that to the system
 * with 0: the gateway must know all of them before they are in use.
 * @param patienceMs how long a taken port may take to become free.
 * @throws StartupError with one line for each port that is taken.
 */
export async function checkPorts(settings: Settings, patienceMs = 0): Promise<Settings> {
  const { host } = settings;
  const processes = [settings.gateway, ...settings.subgraphs];
  const shared = sharedPorts(processes);
  const problems = shared.length > 0 ? shared : await takenPorts(processes, host, patienceMs);
  if (problems.length > 0) throw new StartupError(problems.join("\n"));
  const chosen = async <Process extends ServedProcess>(one: Process): Promise<Process> =>
    one.port === 0 ? { ...one, port: await freePort(host) } : one;
  return {
    ...settings,
    gateway: await chosen(settings.gateway),
    subgraphs: await Promise.all(settings.subgraphs.map(chosen)),
  };
}

function sharedPorts(processes: ServedProcess[]): string[] {
  return processes.flatMap((one, index) => {
    if (one.port > 65_535)
      return [
        `${one.name} would be at port ${one.port}, and 65535 is the last: set ${one.portVariable} to a lower one.`,
      ];
    const other = processes.slice(0, index).find(({ port }) => port !== 0 && port === one.port);
    if (other === undefined) return [];
    return [
      isReplica(other) || isReplica(one)
        ? `${other.name} and ${one.name} would both be at port ${one.port}: set ${one.portVariable} to another.`
        : `${other.portVariable} and ${one.portVariable} are both ${one.port}: set one of them to another port.`,
    ];
  });
}

function isReplica(one: ServedProcess): boolean {
  return "subgraph" in one && one.subgraph !== one.name;
}

async function takenPorts(processes: ServedProcess[], host: string, patienceMs: number): Promise<string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const free = await Promise.all(processes.map(({ port }) => port === 0 || canListen(port, host)));
    const taken = processes.filter((_, index) => !free[index]);
    if (taken.length === 0 || Date.now() >= deadline) return taken.map(describe);
    await sleep(100);
  }
}

async function canListen(port: number, host: string): Promise<boolean> {
  try {
    return await isPortFree(port, host);
  } catch (error) {
    throw new StartupError(
      `HOST: expected an address of this machine to listen on, got ${JSON.stringify(host)} (${error instanceof Error ? error.message : error}).`,
      { cause: error },
    );
  }
}

function describe({ port, portVariable }: ServedProcess): string {
  const owner = portOwner(port);
  return `Port ${port} is already taken${owner ? ` (by ${owner})` : ""}: stop that process or set ${portVariable}.`;
}
