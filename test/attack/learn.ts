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

/** How well guesses did, beside always guessing what is more frequent. */
export interface Accuracy {
  guessed: number;
  baseRate: number;
  /** What is gained, and its upper limit of 95 % confidence, one-sided. */
  gain: number;
  upper: number;
}

/** Only guesses that differ from the more frequent answer gain or lose (McNemar's). */
export function accuracyOf(guesses: readonly boolean[], truths: readonly boolean[]): Accuracy {
  const all = truths.length;
  const isMostly = truths.filter((truth) => truth).length * 2 >= all;
  const share = (holds: (at: number) => boolean) => truths.filter((_, at) => holds(at)).length / all;
  const guessed = share((at) => guesses[at] === truths[at]);
  const baseRate = share((at) => truths[at] === isMostly);
  const gain = guessed - baseRate;
  const apart = share((at) => guesses[at] !== isMostly) * all;
  return { guessed, baseRate, gain, upper: gain + (1.645 * Math.sqrt(Math.max(apart, 1))) / all };
}
