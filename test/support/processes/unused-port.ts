import { isPortFree } from "../../../shared/runner/embedded-postgres/free-port";

/**
 * Below those that systems give to outgoing connections (from 32768 on): a port that the system chooses may be such a
 * connection's before a process that takes a minute to start listens there.
 */
const lowest = 20_000;
const portsOfWorker = 1_500;
const workers = 8;

const given = new Set<number>();

/** A port of 127.0.0.1 that nobody listens on and no other test is given, for a process that listens there later. */
export async function unusedPort(): Promise<number> {
  const first = lowest + (Number(process.env.JEST_WORKER_ID ?? 0) % workers) * portsOfWorker;
  for (let tries = 0; tries < portsOfWorker; tries += 1) {
    const port = first + Math.floor(Math.random() * portsOfWorker);
    if (given.has(port) || !(await isPortFree(port, "127.0.0.1"))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`Expected a free port of ${first} to ${first + portsOfWorker - 1}; all are taken.`);
}
