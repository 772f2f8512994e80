/** What was estimated of a dossier, and what is true. */
export interface Example {
  features: readonly number[];
  truth: boolean;
}

/** Guesses by a logistic regression that dossiers taught whose truth the attacker knows. */
export function learn(examples: readonly Example[]): (features: readonly number[]) => boolean {
  const width = examples[0]?.features.length ?? 0;
  const scales = Array.from({ length: width }, (_, at) =>
    scaleOf(examples.map(({ features }) => features[at] ?? 0)),
  );
  const scaled = (features: readonly number[]) => [
    1,
    ...features.map((value, at) => (value - (scales[at]?.mean ?? 0)) / (scales[at]?.deviation ?? 1)),
  ];
  const weights = new Array<number>(width + 1).fill(0);
  const score = (inputs: readonly number[]) =>
    inputs.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0);
  const rows = examples.map(({ features, truth }) => ({ inputs: scaled(features), truth: truth ? 1 : 0 }));
  for (let round = 0; round < 400; round += 1) {
    const slope = new Array<number>(width + 1).fill(0);
    for (const { inputs, truth } of rows) {
      const error = truth - 1 / (1 + Math.exp(-score(inputs)));
      for (const [at, value] of inputs.entries()) slope[at] = (slope[at] ?? 0) + error * value;
    }
    for (const at of weights.keys()) {
      // A little shrinkage: an attacker who believes in noise guesses worse.
      const shrinkage = at === 0 ? 0 : 0.01 * (weights[at] ?? 0);
      weights[at] = (weights[at] ?? 0) + 0.5 * ((slope[at] ?? 0) / rows.length - shrinkage);
    }
  }
  return (features) => score(scaled(features)) > 0;
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length);
  return { mean, deviation: deviation || 1 };
}

/** How well guesses did, compared with always guessing what is more frequent. */
export interface Accuracy {
  guesses: number;
  guessed: number;
  baseRate: number;
  /** Guesses that differ from the more frequent answer. */
  apart: number;
  /** What is gained, and its upper limit of 95 % confidence, one-sided. */
  gain: number;
  upper: number;
}

/** Only guesses that differ from the more frequent answer gain or lose (McNemar's). */
export function accuracyOf(guesses: readonly boolean[], truths: readonly boolean[]): Accuracy {
  const isMostly = truths.filter((truth) => truth).length * 2 >= truths.length;
  const share = (holds: (at: number) => boolean) =>
    truths.filter((_, at) => holds(at)).length / truths.length;
  return withLimit({
    guesses: truths.length,
    guessed: share((at) => guesses[at] === truths[at]),
    baseRate: share((at) => truths[at] === isMostly),
    apart: guesses.filter((guess) => guess !== isMostly).length,
  });
}

/** How well all guesses of some did together. */
export function addedUp(some: readonly Accuracy[]): Accuracy {
  const guesses = some.reduce((sum, one) => sum + one.guesses, 0);
  const shareOf = (name: "guessed" | "baseRate") =>
    some.reduce((sum, one) => sum + one[name] * one.guesses, 0) / guesses;
  const apart = some.reduce((sum, one) => sum + one.apart, 0);
  return withLimit({ guesses, guessed: shareOf("guessed"), baseRate: shareOf("baseRate"), apart });
}

function withLimit(of: Omit<Accuracy, "gain" | "upper">): Accuracy {
  const gain = of.guessed - of.baseRate;
  return { ...of, gain, upper: gain + (1.645 * Math.sqrt(Math.max(of.apart, 1))) / of.guesses };
}
