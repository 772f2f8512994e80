import type { RunningContender } from "./contenders";
import { load } from "./load";
import { processorMs } from "./pinned-process";

/** What one contender is asked in every turn of a row. */
export interface BenchQuery {
  /** The same each time, or each time another one. */
  query: string | (() => string);
  connections: number;
  /** Besides those of every client. */
  headers?: Record<string, string>;
}

/** What one contender did while it alone was loaded. */
export interface Turn {
  perSecond: number;
  /** Processor time for each request. */
  usedMs: number;
  p50: number;
  p99: number;
  bytes: number;
  failures: number;
}

/** How often everyone has a turn, and for how long. */
export interface Pace {
  rounds: number;
  seconds: number;
}

/**
 * Loads one after the other, for some rounds, and answers with the rounds: in each the turns of all, in their order.
 * Before them all are warmed up by twenty connections, whatever the row: over one connection V8 sees too little of a
 * program in a second to compile it well, and a row over one would tell who is compiled the soonest. The machine's
 * speed changes from minute to minute; within a round it is much the same for all. Whose turn it is not is stopped by
 * a signal, so that not even its timers run.
 */
export async function takeTurns(
  all: readonly RunningContender[],
  query: BenchQuery,
  { rounds, seconds }: Pace,
): Promise<Turn[][]> {
  for (const { child } of all) child.kill("SIGSTOP");
  const warming = { ...query, connections: 20 };
  for (const contender of all) await takeTurn(contender, warming, 3 * seconds * 1_000);
  const taken: Turn[][] = [];
  for (let round = 0; round < rounds; round++) {
    const turns: Turn[] = [];
    for (const contender of all) turns.push(await takeTurn(contender, query, seconds * 1_000));
    taken.push(turns);
  }
  return taken;
}

/** What has piled up while it was stopped (timers, closed connections) is dealt with before its turn is measured. */
async function takeTurn(
  { child, url }: RunningContender,
  { query, connections, headers }: BenchQuery,
  forMs: number,
): Promise<Turn> {
  child.kill("SIGCONT");
  await load(url, query, 1, 50, headers);
  const before = processorMs(child);
  const { requests, ...measured } = await load(url, query, connections, forMs, headers);
  const usedMs = (processorMs(child) - before) / requests;
  child.kill("SIGSTOP");
  return { usedMs, ...measured };
}
