import { table } from "../bench/support/measure";
import { type Learned, learnedByChain } from "./attack";
import type { Accuracy } from "./learn";

/** The public may guess so much better than by what is more frequent, with 95 % confidence. */
const allowed = 0.02;
/** Of exact answers nearly all guesses are right. */
const ofExact = 0.98;

/** Whether the public learns no more than it may, by all chains or by any one, of any secret; and analysts learn all. */
export function isSafe(ofAnalyst: readonly Learned[], ofPublic: readonly Learned[]): boolean {
  const limits = ofPublic.map(({ together }) => together.upper);
  const byChain = Object.values(learnedByChain(ofPublic)).map(({ upper }) => upper);
  return (
    [...limits, ...byChain].every((upper) => upper <= allowed) &&
    ofAnalyst.every(({ together }) => together.guessed >= ofExact)
  );
}

/** Prints who learned what: of each secret by all chains together, and by each chain of all secrets. */
export function tellLearned(ofAnalyst: readonly Learned[], ofPublic: readonly Learned[]): void {
  const headings = [
    ...["analyst's base rate", "accuracy", "public's base rate", "accuracy", "gain", "at most (95 %)"],
    "most of one secret",
  ];
  const bySecret = ofPublic.map(({ secret, together }) => {
    const analyst = ofAnalyst.find((one) => one.secret === secret)?.together;
    return [secret, ...cells(analyst, together), share(together.upper)];
  });
  console.log(`\n${table(["secret, by all chains", ...headings], bySecret)}\n`);
  const [analysts, publics] = [learnedByChain(ofAnalyst), learnedByChain(ofPublic)];
  const byChain = Object.entries(publics).map(([chain, accuracy]) => {
    const most = Math.max(...ofPublic.map((one) => one.byChain[chain]?.upper ?? Number.NaN));
    return [chain, ...cells(analysts[chain], accuracy), share(most)];
  });
  console.log(`${table(["chain, all secrets", ...headings], byChain)}\n`);
}

function cells(analyst: Accuracy | undefined, { baseRate, guessed, gain, upper }: Accuracy): string[] {
  return [analyst?.baseRate, analyst?.guessed, baseRate, guessed, gain, upper].map(share);
}

function share(value: number | undefined): string {
  return value === undefined ? "" : value.toFixed(3);
}
