import type { RunningContender } from "../gateway/contenders";
import { load } from "../gateway/load";
import { processorMs } from "../gateway/pinned-process";
import type { BenchQuery } from "../gateway/turns";
import type { PeersGraph } from "./peers-graph";

/** What all gateways are asked in a row. */
export interface PeerQuery extends BenchQuery {
  name: string;
  /** Gives others each time; absent: there are none. */
  variables?: () => Record<string, unknown>;
}

/** What one gateway did while it alone was loaded. */
export interface PeerTurn {
  perSecond: number;
  p50: number;
  p99: number;
  /** Processor time for each request, in milliseconds: the gateway's, and of all that answers it. */
  gatewayMs: number;
  subgraphsMs: number;
  failures: number;
}

/**
 * Loads one gateway after the other, for some rounds: in each the turns of all, in their order. Before them all are warmed up as
 * long as a turn takes. Whose turn it is not is stopped by a signal.
 */
export async function takePeerTurns(
  all: readonly RunningContender[],
  graph: PeersGraph,
  query: PeerQuery,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<PeerTurn[][]> {
  for (const { child } of all) child.kill("SIGSTOP");
  for (const contender of all) await takeTurn(contender, graph, { ...query, connections: 20 }, seconds);
  const taken: PeerTurn[][] = [];
  for (let round = 0; round < rounds; round++) {
    const turns: PeerTurn[] = [];
    for (const contender of all) turns.push(await takeTurn(contender, graph, query, seconds));
    taken.push(turns);
  }
  return taken;
}

async function takeTurn(
  { child, url }: RunningContender,
  graph: PeersGraph,
  { query, connections, headers, variables }: PeerQuery,
  seconds: number,
): Promise<PeerTurn> {
  child.kill("SIGCONT");
  await load(url, query, 1, 50, headers, variables);
  const processes = graph.processes();
  const before = { gateway: processorMs(child), subgraphs: processes.map(usedMs) };
  const { requests, perSecond, p50, p99, failures } = await load(
    ...([url, query, connections, seconds * 1_000, headers, variables] as const),
  );
  const gatewayMs = (processorMs(child) - before.gateway) / requests;
  const used = processes.map((pid, index) => Math.max(0, usedMs(pid) - (before.subgraphs[index] ?? 0)));
  const subgraphsMs = used.reduce((sum, each) => sum + each, 0) / requests;
  child.kill("SIGSTOP");
  return { perSecond, p50, p99, gatewayMs, subgraphsMs, failures };
}

/** 0 of a process that has ended: a database's own come and go. */
function usedMs(pid: number): number {
  try {
    return processorMs({ pid });
  } catch {
    return 0;
  }
}
