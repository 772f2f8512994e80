import { editsBetween } from "./edits-between";
import type { FoldedText } from "./fold-words";

/** Where words stand: in which document, and in which of its texts, a bit for each. */
export interface Postings {
  documents: readonly number[];
  texts: readonly number[];
}

export interface WordIndex {
  /** The texts that hold all these words. */
  holding(words: readonly string[]): Postings;
  /** Words that begin with a text, and are longer. */
  beginningWith(start: string): readonly string[];
  has(word: string): boolean;
  /** The word that was most likely meant: the fewest letters away, then the most frequent. undefined where none is near. */
  nearest(word: string): string | undefined;
}

/** Indexes documents of up to 31 texts. */
export function indexWords(documents: readonly (readonly FoldedText[])[]): WordIndex {
  const postings = new Map<string, GrowingPostings>();
  const ofTexts = new Map<FoldedText, readonly GrowingPostings[]>();
  for (const [document, texts] of documents.entries()) {
    for (const [bit, text] of texts.entries()) {
      let found = ofTexts.get(text);
      if (!found) {
        found = [...new Set(text.words)].map((word) => growing(postings, word));
        ofTexts.set(text, found);
      }
      for (const one of found) add(one, document, 1 << bit);
    }
  }
  const vocabulary = [...postings.keys()].sort();
  const of = (word: string): Postings => postings.get(word) ?? none;
  return {
    holding([first = "", ...others]) {
      return others.reduce((found, word) => both(found, of(word)), of(first));
    },
    beginningWith(start) {
      const found: string[] = [];
      for (let at = firstFrom(vocabulary, start); at < vocabulary.length; at += 1) {
        const word = vocabulary[at] ?? "";
        if (!word.startsWith(start)) break;
        if (word !== start) found.push(word);
      }
      return found;
    },
    has: (word) => postings.has(word),
    nearest(word) {
      const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
      let best: { word: string; edits: number; frequency: number } | undefined;
      for (const candidate of vocabulary) {
        if (Math.abs(candidate.length - word.length) > most) continue;
        const edits = editsBetween(word, candidate, most);
        const frequency = of(candidate).documents.length;
        if (edits > most || (best && edits > best.edits)) continue;
        if (!best || edits < best.edits || frequency > best.frequency)
          best = { word: candidate, edits, frequency };
      }
      return best?.word;
    },
  };
}

const none: Postings = { documents: [], texts: [] };

interface GrowingPostings {
  documents: number[];
  texts: number[];
}

function growing(postings: Map<string, GrowingPostings>, word: string): GrowingPostings {
  const known = postings.get(word) ?? { documents: [], texts: [] };
  postings.set(word, known);
  return known;
}

function add({ documents, texts }: GrowingPostings, document: number, text: number): void {
  const last = documents.length - 1;
  if (documents[last] === document) texts[last] = (texts[last] ?? 0) | text;
  else {
    documents.push(document);
    texts.push(text);
  }
}

/** Texts that are in both: documents stand in order. */
function both(one: Postings, other: Postings): Postings {
  const [documents, texts]: [number[], number[]] = [[], []];
  let [at, otherAt] = [0, 0];
  while (at < one.documents.length && otherAt < other.documents.length) {
    const document = one.documents[at] ?? 0;
    const otherDocument = other.documents[otherAt] ?? 0;
    const shared = document === otherDocument ? (one.texts[at] ?? 0) & (other.texts[otherAt] ?? 0) : 0;
    if (shared !== 0) {
      documents.push(document);
      texts.push(shared);
    }
    if (document <= otherDocument) at += 1;
    if (otherDocument <= document) otherAt += 1;
  }
  return { documents, texts };
}

function firstFrom(sorted: readonly string[], start: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? "") < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
