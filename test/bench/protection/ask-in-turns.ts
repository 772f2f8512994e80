import { percentile } from "../support/measure";

/** How long the same took one side and another, in milliseconds. */
export interface Turns {
  name: string;
  first: [one: number, other: number];
  again: [one: number, other: number];
  againP95: [one: number, other: number];
}

export interface Side {
  ask(time: number): Promise<unknown>;
  /** What must have been asked before, and does not count. */
  before?(time: number): Promise<unknown>;
}

/**
 * Asks two sides in turns: `times` questions for the first time each, and each of them again. Medians; of those asked again
 * also the 95th percentile.
 */
export async function askInTurns(name: string, sides: readonly [Side, Side], times: number): Promise<Turns> {
  const took = sides.map(() => ({ first: [] as number[], again: [] as number[] }));
  for (let time = 0; time < times; time += 1) {
    const turns = time % 2 === 0 ? [0, 1] : [1, 0];
    for (const side of turns) await sides[side]?.before?.(time);
    for (let asked = 0; asked <= repeats; asked += 1) {
      for (const side of turns) {
        const begun = performance.now();
        await sides[side]?.ask(time);
        took[side]?.[asked === 0 ? "first" : "again"].push(performance.now() - begun);
      }
    }
  }
  const of = (kind: "first" | "again", share: number): [number, number] => [
    percentile(took[0]?.[kind] ?? [], share),
    percentile(took[1]?.[kind] ?? [], share),
  ];
  return { name, first: of("first", 0.5), again: of("again", 0.5), againP95: of("again", 0.95) };
}

const repeats = 5;

/** The median and the 95th percentile of how many times as long the other side took. */
export function ratiosOf(turns: readonly Turns[], kind: "first" | "again"): [p50: number, p95: number] {
  const ratios = turns.map(({ [kind]: [one, other] }) => other / one);
  return [percentile(ratios, 0.5), percentile(ratios, 0.95)];
}

/** How many times as long the other side's median and 95th percentile are, over all that was asked. */
export function timesOf(turns: readonly Turns[], kind: "first" | "again"): [p50: number, p95: number] {
  const [one, other] = [0, 1].map((side) => turns.map(({ [kind]: times }) => times[side] ?? Number.NaN));
  const ratio = (share: number) => percentile(other ?? [], share) / percentile(one ?? [], share);
  return [ratio(0.5), ratio(0.95)];
}
