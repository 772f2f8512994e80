import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { defaultConnectionLimits } from "../../../gateway/config/connection-limits";
import type { RunningGateway } from "../../../gateway/gateway-options";
import { publicViewer } from "../../../shared/http/identity/viewer";
import { board } from "../../support/gateway/board-query";
import { token } from "../../support/gateway/gateway-fixture";
import { type RunningSectors, startSectors } from "../../support/gateway/running-sectors";
import { percentile, table } from "../support/measure";
import type { AllHave, ClientsTold } from "./clients-main";
import { change } from "./write-changes";

/**
 * The board over four subgraphs, held by 1,000 clients by server-sent events (BENCH_CLIENTS), with 2 changes a second, of the
 * four sectors in turns: from the commit until the last client has its answer; answers and executions for each change; the
 * processor time of gateway and subgraphs, in rest, with changes, and beside 20 clients that poll each second, scaled. Then
 * memory for each of 10,000 readers. Gateway and subgraphs are this process, clients another, PostgreSQL others.
 */
export async function run(): Promise<void> {
  const count = Number(process.env.BENCH_CLIENTS ?? 1_000);
  const seconds = Number(process.env.BENCH_SECONDS ?? 30);
  const sectors = await startSectors();
  try {
    const many = { all: 100_000, ofClient: 100_000 };
    const gateway = await sectors.gatewaySet({
      live: many,
      liveConnections: { ...defaultConnectionLimits, connections: 100_000, connectionsOfClient: 100_000 },
    });
    await gateway.ready;
    // Exact figures: a single dossier more or less shows in them.
    const authorization = `Bearer ${await token({ role: "analyst", exp: Math.floor(Date.now() / 1_000) + 3_600 })}`;
    const told = { url: `${gateway.url}/graphql`, authorization, query: board };
    const polled = await withClients({ ...told, count: 20, isPolling: true }, async () => {
      await sleep(3_000);
      return measured(gateway, () => changeFor(sectors, seconds));
    });
    const rows = await withClients({ ...told, count, isPolling: false }, async (clients) => {
      await answered(clients, 1);
      await sleep(2_000);
      const rest = await measured(gateway, () => sleep(10_000));
      const live = await measured(gateway, () => timeChanges(sectors, clients, seconds * 2));
      const times = live.result;
      return [
        ["changes", String(times.length)],
        ["commit to the last client's answer, p50 ms", percentile(times, 0.5)],
        ["the same, p95 ms", percentile(times, 0.95)],
        ["the same, most", percentile(times, 1)],
        ["executions for each change", live.executions / times.length],
        ["processor time in rest, ms each second", rest.cpuMs],
        ["processor time with changes, ms each second", live.cpuMs],
        ["20 that poll each second, ms each second", polled.cpuMs],
        [`the same, scaled to ${count}, beside live`, (polled.cpuMs * count) / 20 / live.cpuMs],
      ];
    });
    const memory = await memoryOfReaders(gateway, 10_000);
    console.log(table(["live", ""], [...rows, ["kB of heap for each of 10,000 readers", memory]]));
  } finally {
    await sectors.close();
  }
}

async function changeFor(sectors: RunningSectors, seconds: number): Promise<void> {
  for (let n = 0; n < seconds * 2; n++) await Promise.all([change(sectors), sleep(500)]);
}

/** From each commit until the last client has the answer that shows it, in milliseconds. */
async function timeChanges(sectors: RunningSectors, clients: ChildProcess, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n++) {
    const next = answered(clients, n + 2);
    const pause = sleep(500);
    await change(sectors);
    const committed = Date.now();
    const at = await Promise.race([next, sleep(20_000)]);
    if (at === undefined)
      throw new Error(`Expected the board to show the change ${n}; no answer came in 20 s.`);
    times.push(at - committed);
    await pause;
  }
  return times;
}

/** When all clients had their answer of this number. */
async function answered(clients: ChildProcess, answer: number): Promise<number> {
  for (;;) {
    const [told]: AllHave[] = await once(clients, "message");
    if (told && told.answer >= answer) return told.at;
  }
}

async function measured<Result>(gateway: RunningGateway, work: () => Promise<Result>) {
  const [before, begin, executions] = [process.cpuUsage(), performance.now(), gateway.live.executions];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / (performance.now() - begin);
  return { result, cpuMs, executions: gateway.live.executions - executions };
}

async function withClients<Result>(
  told: ClientsTold,
  work: (clients: ChildProcess) => Promise<Result>,
): Promise<Result> {
  const clients = fork(join(__dirname, "clients-main.js"));
  try {
    clients.send(told);
    return await work(clients);
  } finally {
    clients.kill();
  }
}

/** Of one query, at rest, in kB of V8's heap without garbage. */
async function memoryOfReaders({ live }: RunningGateway, count: number): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const leaving = new AbortController();
  const held: unknown[] = [];
  const hold = async () => {
    const request = { query: `subscription { live ${board} }`, variables: {}, mayChange: false };
    const context = { viewer: publicViewer, requestId: "bench", begunAt: new Date().toISOString() };
    const begun = await live.subscribe(request, context, leaving.signal);
    if ("errors" in begun) throw begun.errors[0];
    await begun.answers.next();
    held.push(begun.answers, begun.answers.next());
  };
  await hold();
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let n = 0; n < count; n++) await hold();
  collect();
  const kb = (process.memoryUsage().heapUsed - before) / count / 1_024;
  leaving.abort();
  return kb;
}
