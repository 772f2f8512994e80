import { table } from "../support/measure";
import type { BenchQuery, Turn } from "./turns";

/** What was measured for one question: by round, the turns of all contenders in the order of their names. */
export interface SpeedRow extends BenchQuery {
  name: string;
  rounds: readonly (readonly Turn[])[];
}

/** How contenders are compared with one of them, which is counted from the end where `to` is negative. */
export interface Ratio {
  /** Headings: of requests in the same time, and of processor time for each. */
  requests: string;
  processor: string;
  to: number;
}

/**
 * A markdown table with the median of the rounds. Ratios are taken within each round and then their median: they are not
 * always those of the medians beside them. Failures are those of all rounds together.
 */
export function speedTable(
  names: readonly string[],
  rows: readonly SpeedRow[],
  ratios: readonly Ratio[],
): string {
  const measured = ["requests/s", "p50 ms", "p99 ms", "processor ms each"];
  const compared = ratios.flatMap(({ requests, processor }) => [requests, processor]);
  return table(
    ["query", "connections", "gateway", ...measured, ...compared, "bytes", "failures"],
    rows.flatMap(({ name, connections, rounds }) =>
      names.map((gateway, index) => [
        ...[name, String(connections), gateway],
        ...cells(
          rounds.map((turns) => ({
            own: turnOf(turns, index),
            others: ratios.map(({ to }) => turnOf(turns, to)),
          })),
          ratios,
        ),
      ]),
    ),
  );
}

interface Round {
  own: Turn;
  /** The turns that it is compared with, one for each ratio. */
  others: readonly Turn[];
}

function cells(rounds: readonly Round[], ratios: readonly Ratio[]): (string | number)[] {
  const over = (value: (round: Round) => number) => median(rounds.map(value));
  const ratio = (value: (own: Turn, other: Turn) => number, index: number) =>
    over(({ own, others }) => value(own, turnOf(others, index))).toFixed(2);
  return [
    over(({ own }) => own.perSecond),
    over(({ own }) => own.p50),
    over(({ own }) => own.p99),
    over(({ own }) => own.usedMs).toFixed(2),
    ...ratios.flatMap((_, index) => [
      ratio((own, other) => own.perSecond / other.perSecond, index),
      ratio((own, other) => other.usedMs / own.usedMs, index),
    ]),
    String(over(({ own }) => own.bytes)),
    String(rounds.reduce((sum, { own }) => sum + own.failures, 0)),
  ];
}

function turnOf(turns: readonly Turn[], index: number): Turn {
  const turn = turns.at(index);
  if (!turn)
    throw new Error(`Expected a turn of contender ${index} in each round; got ${turns.length} turns.`);
  return turn;
}

/** NaN of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
}
