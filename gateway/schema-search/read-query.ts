import type { Synonym } from "./synonyms";
import type { WordIndex } from "./word-index";

/** A part of a query that means one thing, and how elements may say it. */
export interface QueryPart {
  forms: readonly QueryForm[];
}

export interface QueryForm {
  words: readonly string[];
  /** Of a match of this form: 1 is what was asked. */
  quality: number;
}

/**
 * Takes a query of folded words apart: first what has other names, the longest first ("qua han" before "han"), then single
 * words with those that begin so. A word that no element has is taken for the nearest.
 */
export function readQuery(
  typed: readonly string[],
  index: WordIndex,
  synonymsIn: (words: readonly string[]) => readonly Synonym[],
): QueryPart[] {
  const words = typed.map((word) =>
    index.has(word) || index.beginningWith(word).length > 0 ? word : (index.nearest(word) ?? word),
  );
  const parts: QueryPart[] = [];
  const taken = new Set<number>();
  const synonyms = synonymsIn(words).toSorted(
    (one, other) => other.length - one.length || one.from - other.from,
  );
  for (const { from, length } of synonyms) {
    const places = Array.from({ length }, (_, at) => from + at);
    if (places.some((at) => taken.has(at))) continue;
    for (const at of places) taken.add(at);
    const others = synonyms
      .filter((one) => one.from === from && one.length === length)
      .flatMap((one) => one.others);
    const own = { words: words.slice(from, from + length), quality: 1 };
    parts.push({ forms: [own, ...others.map((other) => ({ words: other, quality: 0.85 }))] });
  }
  for (const [at, word] of words.entries()) {
    if (taken.has(at)) continue;
    const longer = word.length < 2 ? [] : index.beginningWith(word).slice(0, mostLonger);
    const completions = longer.map((other) => ({
      words: [other],
      quality: 0.4 + (0.5 * word.length) / other.length,
    }));
    parts.push({ forms: [{ words: [word], quality: 1 }, ...completions] });
  }
  return parts;
}

const mostLonger = 40;
