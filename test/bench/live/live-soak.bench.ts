import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { board } from "../../support/gateway/board-query";
import { token } from "../../support/gateway/gateway-fixture";
import { startSectors } from "../../support/gateway/running-sectors";
import { table } from "../support/measure";
import type { SoakReport, SoakTold } from "./soak-clients-main";
import { change } from "./write-changes";

const changesOfSecond = 10;
const patienceMs = 30_000;

/**
 * 10 changes a second for ten minutes (BENCH_SECONDS) with 100 clients (BENCH_CLIENTS) that hold the board: whether all have what
 * the query answers in the end, none ever had an older answer after a newer one, and the memory of gateway and subgraphs stays
 * level. Throws where the first two are not so.
 */
export async function run(): Promise<void> {
  const count = Number(process.env.BENCH_CLIENTS ?? 100);
  const seconds = Number(process.env.BENCH_SECONDS ?? 600);
  const sectors = await startSectors();
  const clients = fork(join(__dirname, "soak-clients-main.js"));
  try {
    const gateway = await sectors.gatewaySet({});
    await gateway.ready;
    const url = `${gateway.url}/graphql`;
    const exp = Math.floor(Date.now() / 1_000) + 2 * seconds + 600;
    const authorization = `Bearer ${await token({ role: "analyst", exp })}`;
    const ask = async () => {
      const headers = { "content-type": "application/json", authorization };
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query: board }) });
      const { data } = (await answer.json()) as { data: object };
      return JSON.stringify({ data: { live: data } });
    };
    const report = async (): Promise<SoakReport> => {
      const told = once(clients, "message");
      clients.send("report");
      const [found] = await told;
      return found as SoakReport;
    };
    clients.send({ url, authorization, query: board, count } satisfies SoakTold);
    while ((await report()).clients < count) await sleep(200);

    const memory: number[] = [];
    for (let second = 0; second < seconds; second++) {
      if (second % Math.ceil(seconds / 10) === 0) memory.push(process.memoryUsage().rss / 1024 / 1024);
      const pause = sleep(1_000);
      for (let n = 0; n < changesOfSecond; n++) {
        await Promise.all([change(sectors), sleep(1_000 / changesOfSecond)]);
      }
      await pause;
    }
    memory.push(process.memoryUsage().rss / 1024 / 1024);
    const expected = await ask();
    const begun = performance.now();
    let found = await report();
    const isRight = () =>
      found.last.length === 1 && JSON.stringify(JSON.parse(found.last[0] ?? "")) === expected;
    while (!isRight() && performance.now() - begun < patienceMs) {
      await sleep(100);
      found = await report();
    }
    const rows: [string, string | number][] = [
      ["changes", seconds * changesOfSecond],
      ["executions", gateway.live.executions],
      ["answers of each client", found.answers / count],
      ["answers older than one before", found.backwards],
      ["clients that have what the query answers", isRight() ? count : "not all"],
      [
        "memory of gateway and subgraphs, MB, each tenth of the time",
        memory.map((mb) => mb.toFixed(0)).join(", "),
      ],
    ];
    console.log(table(["live-soak", ""], rows));
    if (!isRight() || found.backwards > 0)
      throw new Error(`Expected ${count} clients with the last answer, none of which went back.`);
  } finally {
    clients.kill();
    await sectors.close();
  }
}
