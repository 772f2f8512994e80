import { execFile } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { fromRoot } from "../../shared/base/project/project-root";
import { tokenFor } from "../support/gateway/token-for";
import { type RunningGraph, startGraph } from "../support/processes/running-graph";
import type { AskedWards } from "./lanes/ask-wards";
import { measure, table } from "./support/measure";

/** Takes 0.4 s alone, at the city's scale. */
const page = `{ dossiers(filter: { organization: { in: ["U10330"] }, receivedOn: { gte: "2025-10-01" } }, first: 20,
  orderBy: [{ field: DUE_AT }]) { nodes { id status dueAt } } }`;

const runMs = 20_000;
/** Whoever is refused asks again after this, or when it is told to. */
const patienceMs = 1_000;

interface Crowd {
  askers: number;
  /** Whether they go by Retry-After. */
  isPolite: boolean;
}

const crowds: Crowd[] = [
  ...[2, 12, 24, 100].map((askers) => ({ askers, isPolite: false })),
  ...[24, 100].map((askers) => ({ askers, isPolite: true })),
];

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
    const quiet = p95Of(await askWards(graph, runMs));
    const alone = await measure(() => ask(graph, token), { runs: 5, warmup: 2 });
    console.log(`alone: the page ${alone.p50.toFixed(0)} ms, the ward p95 ${quiet.toFixed(1)} ms\n`);
    const rows = [];
    for (const crowd of crowds) {
      const [outcome, wards] = await Promise.all([askPages(graph, token, crowd), askWards(graph, runMs)]);
      const seconds = runMs / 1000;
      rows.push([
        `${crowd.askers}${crowd.isPolite ? ", by Retry-After" : ""}`,
        ...[outcome.pages / seconds, outcome.refused / seconds, p95Of(wards)],
        `${(p95Of(wards) / quiet).toFixed(1)} ×`,
        `${wards.failed} of ${wards.times.length}`,
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

function p95Of({ times }: AskedWards): number {
  return times.toSorted((left, right) => left - right)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}

const runFile = promisify(execFile);

/** In a process of its own: what they wait for is the graph, not a hundred askers' event loop. */
async function askWards({ origin }: RunningGraph, forMs: number): Promise<AskedWards> {
  const main = fromRoot("dist", "test", "bench", "lanes", "ask-wards.js");
  const { stdout } = await runFile(process.execPath, [main, origin, String(forMs)], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

async function askPages(graph: RunningGraph, token: string, { askers, isPolite }: Crowd) {
  const outcome = { pages: 0, refused: 0 };
  const ends = performance.now() + runMs;
  const asker = async () => {
    while (performance.now() < ends) {
      const { isAnswered, retryAfterMs } = await ask(graph, token);
      if (isAnswered) outcome.pages += 1;
      else {
        outcome.refused += 1;
        await sleep(isPolite ? (retryAfterMs ?? patienceMs) : patienceMs);
      }
    }
  };
  await Promise.all(Array.from({ length: askers }, asker));
  return outcome;
}

/** Whether it was answered without an error, and when it may be asked again. */
async function ask(graph: RunningGraph, token: string) {
  const answer = await fetch(`${graph.origin}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: page }),
  }).catch(() => undefined);
  const text = (await answer?.text().catch(() => undefined)) ?? '"errors"';
  const seconds = answer?.headers.get("retry-after");
  return {
    isAnswered: !text.includes('"errors"'),
    retryAfterMs: seconds ? Number(seconds) * 1_000 : undefined,
  };
}
