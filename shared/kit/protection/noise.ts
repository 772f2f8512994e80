import type { Protection } from "../cube/protection";

/** Noise of the sets of rows that have certain keys: the same for the same set, and unrelated for any other. */
export interface Noise {
  /** A whole number, of mean 0. `draw` distinguishes several of one set. */
  of(rows: number, keys: number, draw?: number): number;
}

/** Draws noise from the table of a protection by a secret. */
export function noiseOf(secret: bigint, protection: Protection): Noise {
  const bits = BigInt.asUintN(64, secret);
  const [low, high] = [Number(bits & 0xffffffffn) | 0, Number(bits >> 32n) | 0];
  const { deviations, limits } = perturbationTable(protection);
  const ofDeviations = Int8Array.from(deviations);
  const ofLimits = Float64Array.from(limits);
  const words = new Int32Array(4);
  return {
    of(rows, keys, draw = 0) {
      words[0] = rows;
      words[1] = keys % 2 ** 32;
      words[2] = keys / 2 ** 32;
      words[3] = draw;
      const hash = halfSipHash(low, high, words);
      let at = 0;
      while (at < ofDeviations.length - 1 && hash >= (ofLimits[at] ?? 0)) at += 1;
      return ofDeviations[at] ?? 0;
    },
  };
}

/** Deviations from -D to D, and up to which hash of 32 bits each is drawn. */
export interface PerturbationTable {
  deviations: number[];
  limits: number[];
}

/**
 * Of all distributions over the whole numbers from -D to D that have mean 0 and a variance, the one with the most entropy
 * (Giessing 2016, as in sdcTools' ptable): its probabilities fall as exp(-λx²).
 */
export function perturbationTable({ largestDeviation, variance }: Protection): PerturbationTable {
  const deviations = Array.from({ length: 2 * largestDeviation + 1 }, (_, at) => at - largestDeviation);
  const weights = (rate: number) => deviations.map((deviation) => Math.exp(-rate * deviation ** 2));
  const varianceOf = (rate: number) => {
    const each = weights(rate);
    return sum(each.map((weight, at) => weight * (deviations[at] ?? 0) ** 2)) / sum(each);
  };
  let [least, most] = [0, 10];
  for (let step = 0; step < 60; step += 1) {
    const middle = (least + most) / 2;
    if (varianceOf(middle) > variance) least = middle;
    else most = middle;
  }
  const found = weights(least);
  let before = 0;
  const limits = found.map((weight) => {
    before += weight;
    return (before / sum(found)) * 2 ** 32;
  });
  return { deviations, limits };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** HalfSipHash-2-4 of whole words (Aumasson and Bernstein), as an unsigned number of 32 bits. */
export function halfSipHash(low: number, high: number, words: ArrayLike<number>): number {
  let [v0, v1, v2, v3] = [low, high, 0x6c796765 ^ low, 0x74656462 ^ high];
  // Behind the words comes their length in bytes, modulo 256, in the highest byte, and then the end.
  for (let at = 0; at <= words.length + 1; at += 1) {
    const isEnd = at > words.length;
    const word = isEnd ? 0 : at === words.length ? ((words.length * 4) & 255) << 24 : (words[at] ?? 0);
    v3 ^= word;
    if (isEnd) v2 ^= 255;
    for (let round = isEnd ? 4 : 2; round > 0; round -= 1) {
      v0 = (v0 + v1) | 0;
      v1 = rotate(v1, 5) ^ v0;
      v0 = rotate(v0, 16);
      v2 = (v2 + v3) | 0;
      v3 = rotate(v3, 8) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = rotate(v3, 7) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = rotate(v1, 13) ^ v2;
      v2 = rotate(v2, 16);
    }
    v0 ^= word;
  }
  return (v1 ^ v3) >>> 0;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
