import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { SchemaList } from "../../../gateway/schema-registry/list-schemas";
import { fromRoot } from "../../../shared/base/project/project-root";
import { tokenFor } from "../../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../../support/processes/running-graph";
import { ask, askForWard, askSteadily } from "../kill/ask-steadily";
import { percentile, table } from "../support/measure";

/** BENCH_RATE sets another, for a machine that has other work as well. */
const perSecond = Number(process.env.BENCH_RATE ?? 200);
const times = Number(process.env.BENCH_TIMES ?? 6);
const pauseMs = 1_500;
const light =
  '{ administrativeUnit(code: "00004") { name } taskStats(groupBy: [ASSIGNED_BY]) { totals { overdue } } }';
/** With its description. */
const field = / {2}"""[^"]*"""\n {2}handedOverOn: Date\n/;

/**
 * Publishes a schema of tasks without a field and with it again, while a client without retries asks 200 times a second: how
 * long from sending it until all processes serve it, and how many requests fail. By one process of the gateway and by two.
 */
export async function run(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const workers of ["1", "2"]) {
    const variables = { LOG_LEVEL: "error", GATEWAY_WORKERS: workers, RATE_PUBLIC: "0", RATE_ADMIN: "0" };
    const graph = await startGraph(fromRoot(), variables, 300_000);
    try {
      rows.push([workers, ...(await publish(graph, Number(workers)))]);
    } finally {
      await graph.interrupt();
      await graph.cleanUp();
    }
  }
  const heads = [
    "processes of the gateway",
    "published",
    "answered, s, p50",
    "served by all, s, p50",
    "slowest",
    "failed",
  ];
  console.log(`${table(heads, rows)}\n`);
}

async function publish(graph: RunningGraph, processes: number): Promise<(string | number)[]> {
  const headers = {
    authorization: `Bearer ${await tokenFor(graph, { role: "admin" })}`,
    "content-type": "application/json",
  };
  const whole = readFileSync(fromRoot("subgraphs", "tasks", "schema.graphql"), "utf8");
  const smaller = whole.replace(field, "");
  if (smaller === whole) throw new Error("Expected a field to leave out.");
  const [answered, served]: [number[], number[]] = [[], []];
  const untilServed = async (number: number) => {
    for (;;) {
      const list = (await (
        await fetch(`${graph.origin}/schemas.json`, { headers })
      ).json()) as Partial<SchemaList>;
      // A list that comes while the machine has too much to do is refused for a moment.
      if ((list.readers ?? []).filter((reader) => reader.number === number).length >= processes) return;
      await sleep(25);
    }
  };
  const publishAll = async () => {
    for (let at = 0; at < times; at++) {
      const begun = performance.now();
      const body = JSON.stringify({ schema: at % 2 === 0 ? smaller : whole });
      const response = await fetch(`${graph.origin}/schemas/tasks`, { method: "POST", headers, body });
      if (response.status !== 201) throw new Error(await response.text());
      answered.push((performance.now() - begun) / 1_000);
      await untilServed(((await response.json()) as { graph: number }).graph);
      served.push((performance.now() - begun) / 1_000);
      await sleep(pauseMs);
    }
  };
  await askForWard(graph);
  let isOver = false;
  let problem: unknown;
  const outcome = await askSteadily(
    { perSecond, forMs: 5_000, ask: () => ask(graph, { query: light }) },
    () => {
      publishAll()
        .catch((error: unknown) => {
          problem = error;
        })
        .finally(() => {
          isOver = true;
        });
    },
    () => isOver,
  );
  if (problem) throw problem;
  return [
    times,
    percentile(answered, 0.5),
    percentile(served, 0.5),
    percentile(served, 1),
    `${outcome.failed} of ${outcome.asked}`,
  ];
}
