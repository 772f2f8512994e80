import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fromRoot } from "../../shared/project/project-root";
import { type RunningGraph, startGraph } from "../support/running-graph";
import { tokenFor } from "../support/token-for";
import { measure, table } from "./measure";

/** Takes 0.4 s alone, at the city's scale. */
const page = `{ dossiers(filter: { organization: { in: ["U10330"] }, receivedOn: { gte: "2025-10-01" } }, first: 20,
  orderBy: [{ field: DUE_AT }]) { nodes { id status dueAt } } }`;
const ward = readFileSync(fromRoot("gateway", "explorer", "queries", "1-one-ward.graphql"), "utf8");

const runMs = 20_000;
/** Of the ward query beside it: ten a second. */
const betweenWardsMs = 100;
/** Whoever is refused asks again after this. */
const patienceMs = 1_000;

interface Outcome {
  pages: number;
  refused: number;
  wardMs: number[];
  wardsFailed: number;
}

/**
 * More and more askers of a page that is slow, beside the ward query of everybody else: how many pages are answered, and
 * what the others notice. The whole graph at the city's scale, or at BENCH_SCALE. BENCH_ROOT names another built checkout.
 */
export async function run(): Promise<void> {
  const root = process.env.BENCH_ROOT ?? fromRoot();
  const variables = { SEED_SCALE: process.env.BENCH_SCALE ?? "1", LOG_LEVEL: "error" };
  const graph = await startGraph(root, variables, 900_000);
  try {
    const token = await tokenFor(graph, { role: "analyst" });
    // Until dossiers are read into memory, and everything has been asked once.
    await sleep(20_000);
    const askWard = () => ask(graph, ward);
    const quiet = await measure(askWard, { runs: 100, warmup: 20 });
    const alone = await measure(() => ask(graph, page, token), { runs: 5, warmup: 2 });
    console.log(`alone: the page ${alone.p50.toFixed(0)} ms, the ward p95 ${quiet.p95.toFixed(1)} ms\n`);
    const rows = [];
    for (const askers of [2, 12, 24, 100]) {
      const { pages, refused, wardMs, wardsFailed } = await crowd(graph, token, askers);
      wardMs.sort((left, right) => left - right);
      const p95 = wardMs[Math.ceil(wardMs.length * 0.95) - 1] ?? Number.NaN;
      const seconds = runMs / 1000;
      const failed = `${wardsFailed} of ${wardMs.length}`;
      rows.push([
        String(askers),
        pages / seconds,
        refused / seconds,
        p95,
        `${(p95 / quiet.p95).toFixed(1)} ×`,
        failed,
      ]);
      await sleep(5_000);
    }
    const headings = ["askers", "pages answered/s", "refused/s", "ward p95 ms", "to quiet", "wards failed"];
    console.log(table(headings, rows));
  } finally {
    await graph.interrupt();
    await graph.cleanUp();
  }
}

async function crowd(graph: RunningGraph, token: string, askers: number): Promise<Outcome> {
  const outcome: Outcome = { pages: 0, refused: 0, wardMs: [], wardsFailed: 0 };
  const ends = performance.now() + runMs;
  const asker = async () => {
    while (performance.now() < ends) {
      const isAnswered = await ask(graph, page, token);
      if (isAnswered) outcome.pages += 1;
      else {
        outcome.refused += 1;
        await sleep(patienceMs);
      }
    }
  };
  const others: Promise<void>[] = [];
  const everybodyElse = async () => {
    while (performance.now() < ends) {
      const begun = performance.now();
      others.push(
        ask(graph, ward).then((isAnswered) => {
          outcome.wardMs.push(performance.now() - begun);
          if (!isAnswered) outcome.wardsFailed += 1;
        }),
      );
      await sleep(betweenWardsMs);
    }
  };
  await Promise.all([...Array.from({ length: askers }, asker), everybodyElse()]);
  await Promise.all(others);
  return outcome;
}

/** Whether it was answered without an error. */
async function ask(graph: RunningGraph, query: string, token?: string): Promise<boolean> {
  const answer = await fetch(`${graph.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  }).catch(() => undefined);
  const text = (await answer?.text().catch(() => undefined)) ?? '"errors"';
  return !text.includes('"errors"');
}
