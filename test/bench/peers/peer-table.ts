import { percentile, table } from "../support/measure";
import type { PeerQuery, PeerTurn } from "./peer-turns";

/** What was measured for one question: by round, the turns of all gateways in the order of their names. */
export interface PeerRow extends PeerQuery {
  rounds: readonly (readonly PeerTurn[])[];
}

/** A markdown table of medians; ratios to the first gateway are taken within each round, then their median. */
export function peerTable(names: readonly string[], rows: readonly PeerRow[]): string {
  const headings = ["requests/s", "× the first", "p50 ms", "p99 ms", "× the first"];
  const processor = ["gateway ms each", "subgraphs ms each", "× the first"];
  return table(
    ["asked", "connections", "gateway", ...headings, ...processor, "failures"],
    rows.flatMap(({ name, connections, rounds }) =>
      names.map((gateway, index) => [name, String(connections), gateway, ...cells(rounds, index)]),
    ),
  );
}

function cells(rounds: PeerRow["rounds"], index: number): (string | number)[] {
  const value = (of: keyof PeerTurn) => median(rounds.map((turns) => turns[index]?.[of] ?? Number.NaN));
  const ratio = (of: keyof PeerTurn) =>
    median(rounds.map((turns) => (turns[index]?.[of] ?? Number.NaN) / (turns[0]?.[of] ?? 0))).toFixed(2);
  const failures = rounds.reduce((sum, turns) => sum + (turns[index]?.failures ?? 0), 0);
  return [
    ...[value("perSecond"), ratio("perSecond"), value("p50"), value("p99"), ratio("p99")],
    ...[value("gatewayMs").toFixed(2), value("subgraphsMs").toFixed(2), ratio("subgraphsMs")],
    String(failures),
  ];
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
