import { foldWords } from "./fold-words";

/** A part of a query, and what else it may be called; each a run of folded words. */
export interface Synonym {
  /** Index of its first word in the query. */
  from: number;
  length: number;
  others: readonly (readonly string[])[];
}

/**
 * Finds in a query of folded words what has other names. The groups are those of the labels: most of the translation is
 * done by names and descriptions in both languages, and these are what neither says.
 */
export function createSynonyms(
  groups: readonly (readonly string[])[],
): (words: readonly string[]) => Synonym[] {
  const byFirstWord = new Map<string, { phrase: string[]; group: string[][] }[]>();
  for (const group of groups.map((phrases) => phrases.map(foldWords))) {
    for (const phrase of group) {
      const [first = ""] = phrase;
      byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), { phrase, group }]);
    }
  }
  return (words) =>
    words.flatMap((word, from) =>
      (byFirstWord.get(word) ?? [])
        .filter(({ phrase }) => phrase.every((one, at) => words[from + at] === one))
        .map(({ phrase, group }) => ({
          from,
          length: phrase.length,
          others: group.filter((other) => other !== phrase),
        })),
    );
}
