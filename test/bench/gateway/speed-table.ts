import { table } from "../measure";
import type { Question, Turn } from "./turns";

/** What was measured for one question: by round, the turns of all contenders in the order of their names. */
export interface SpeedRow extends Question {
  name: string;
  rounds: readonly (readonly Turn[])[];
}

/**
 * A markdown table with the median of the rounds. Ratios are to the first contender and to the last one, taken within
 * each round and then their median: they are not always those of the medians beside them. Failures are those of all
 * rounds together.
 */
export function speedTable(names: readonly string[], rows: readonly SpeedRow[]): string {
  const measured = ["requests/s", "p50 ms", "p99 ms", "processor ms each"];
  const ratios = ["× Apollo's", "× by processor time", "of by hand", "of by processor time"];
  return table(
    ["query", "connections", "gateway", ...measured, ...ratios, "bytes", "failures"],
    rows.flatMap(({ name, connections, rounds }) =>
      names.map((gateway, index) => [
        ...[name, String(connections), gateway],
        ...cells(
          rounds.map((turns) => ({
            own: turnOf(turns, index),
            first: turnOf(turns, 0),
            last: turnOf(turns, -1),
          })),
        ),
      ]),
    ),
  );
}

interface Round {
  own: Turn;
  first: Turn;
  last: Turn;
}

function cells(rounds: readonly Round[]): (string | number)[] {
  const over = (value: (round: Round) => number) => median(rounds.map(value));
  return [
    over(({ own }) => own.perSecond),
    over(({ own }) => own.p50),
    over(({ own }) => own.p99),
    over(({ own }) => own.usedMs).toFixed(2),
    over(({ own, first }) => own.perSecond / first.perSecond).toFixed(2),
    over(({ own, first }) => first.usedMs / own.usedMs).toFixed(2),
    over(({ own, last }) => own.perSecond / last.perSecond).toFixed(2),
    over(({ own, last }) => last.usedMs / own.usedMs).toFixed(2),
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
