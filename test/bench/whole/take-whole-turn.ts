import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import type { Random } from "../../../shared/base/random/random";
import { percentile } from "../support/measure";
import { type ProcessorTimes, processorTimesOf } from "./processor-times";
import type { WholeLoad } from "./whole-loads";

/** A running graph that is measured. */
export interface MeasuredGraph {
  name: string;
  origin: string;
  dataDirectory: string;
  /** Of an admin. */
  token: string;
  units: readonly string[];
}

/** What a graph did while it alone was loaded. */
export interface WholeTurn {
  perSecond: number;
  p50: number;
  p99: number;
  failures: number;
  /** What the first failure said; empty for none. */
  failure: string;
  /** For each request that counts, in milliseconds. */
  processor: ProcessorTimes;
}

/** Asks over this many connections, for so many seconds: at the load's pace, or each again as soon as it has its answer. */
export async function takeWholeTurn(
  graph: MeasuredGraph,
  load: WholeLoad,
  random: Random,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<WholeTurn> {
  const pool = new Pool(graph.origin, { connections });
  const headers = { "content-type": "application/json", authorization: `Bearer ${graph.token}` };
  const times: number[] = [];
  let [failures, failure] = [0, ""];
  const before = processorTimesOf(graph.dataDirectory);
  const begun = performance.now();
  const isOver = () => performance.now() - begun >= seconds * 1_000;
  const ask = async () => {
    const { body, isCounted } = load.next(random, graph.units);
    const sent = performance.now();
    const answer = await pool.request({
      ...{ method: "POST", path: "/graphql", headers, body: JSON.stringify(body) },
    });
    const text = await answer.body.text();
    const hasFailed =
      answer.statusCode !== 200 || text.includes('"errors"') || text.includes('"userErrors":[{');
    if (hasFailed) failures += 1;
    if (hasFailed) failure ||= text.slice(0, 200);
    else if (isCounted) times.push(performance.now() - sent);
  };
  const client = async () => {
    while (!isOver()) await ask();
  };
  const { perSecond } = load;
  if (perSecond === undefined) await Promise.all(Array.from({ length: connections }, client));
  else await askAtPace(perSecond, isOver, ask);
  const took = (performance.now() - begun) / 1_000;
  const after = processorTimesOf(graph.dataDirectory);
  await pool.close();
  const processor = Object.fromEntries(
    Object.entries(after).map(([name, ms]) => [name, (ms - (before[name] ?? 0)) / times.length]),
  );
  return {
    ...{ perSecond: times.length / took, p50: percentile(times, 0.5), p99: percentile(times, 0.99) },
    ...{ failures, failure, processor },
  };
}

/** Until it is over, and what was asked by then is answered. */
async function askAtPace(perSecond: number, isOver: () => boolean, ask: () => Promise<void>): Promise<void> {
  const asked: Promise<void>[] = [];
  const begun = performance.now();
  while (!isOver()) {
    asked.push(ask());
    await sleep(Math.max(0, begun + (asked.length * 1_000) / perSecond - performance.now()));
  }
  await Promise.all(asked);
}
