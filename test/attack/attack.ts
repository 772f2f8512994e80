import type { Estimated } from "./estimate-secrets";
import { type Accuracy, accuracyOf, addedUp, learn } from "./learn";

/** How well an attacker learned a secret of dossiers, by all chains together and by each alone. */
export interface Learned {
  secret: string;
  together: Accuracy;
  byChain: Record<string, Accuracy>;
}

/**
 * What an attacker learns from the estimates of secrets that chains of queries gave. Which estimate to believe how far
 * is learned from the first dossiers, of which it knows the truth; it guesses of the others.
 */
export function learnSecrets(estimated: readonly Estimated[], taught: number): Learned[] {
  return [...Map.groupBy(estimated, ({ secret }) => secret)].map(([secret, all]) => {
    const ofDossiers = all.toSorted((left, right) => left.place - right.place);
    const chains = Object.keys(ofDossiers[0]?.estimates ?? {});
    const by = (some: readonly string[]) => learnBy(ofDossiers, taught, some);
    const byChain = Object.fromEntries(chains.map((chain) => [chain, by([chain])]));
    return { secret, together: by(chains), byChain };
  });
}

/** What each chain alone learned of all secrets together. */
export function learnedByChain(learned: readonly Learned[]): Record<string, Accuracy> {
  const chains = Object.keys(learned[0]?.byChain ?? {});
  return Object.fromEntries(
    chains.map((chain) => [chain, addedUp(learned.flatMap(({ byChain }) => byChain[chain] ?? []))]),
  );
}

function learnBy(ofDossiers: readonly Estimated[], taught: number, chains: readonly string[]): Accuracy {
  const examples = ofDossiers.map(({ estimates, truth }) => ({
    features: chains.map((chain) => estimates[chain] ?? 0),
    truth,
  }));
  const guess = learn(examples.slice(0, taught));
  const asked = examples.slice(taught);
  return accuracyOf(
    asked.map(({ features }) => guess(features)),
    asked.map(({ truth }) => truth),
  );
}
