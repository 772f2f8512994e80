import { foldText } from "../../shared/base/text/fold-text";

/**
 * The words of a text as they are looked up: without accents and case, names taken apart (`endCursor`,
 * BAD_USER_INPUT), English plurals and spellings of one word made one.
 */
export function foldWords(text: string): string[] {
  return [...createFolding()(text).words];
}

/** A text as it is searched. */
export interface FoldedText {
  words: readonly string[];
  /** The same with a blank on each side of a word: ` end cursor `. */
  padded: string;
}

/** Folds many texts, each of them and each of their words once: equal texts are one object. */
export function createFolding(): (text: string) => FoldedText {
  const texts = new Map<string, FoldedText>();
  const known = new Map<string, string[]>();
  const fold = (text: string) => {
    const words: string[] = [];
    for (const word of text.split(" ")) {
      let folded = known.get(word);
      if (!folded) {
        folded = foldWord(word);
        known.set(word, folded);
      }
      words.push(...folded);
    }
    return words;
  };
  return (text) => {
    let folded = texts.get(text);
    if (!folded) {
      const words = fold(text);
      folded = { words, padded: words.length === 0 ? "" : ` ${words.join(" ")} ` };
      texts.set(text, folded);
    }
    return folded;
  };
}

function foldWord(word: string): string[] {
  return foldText(/[A-Z]/.test(word) ? takeApart(word) : word)
    .split(/[^a-z\d]+/)
    .filter((part) => part !== "")
    .map(stem);
}

/** `endCursor` is two words, and `IDFilter`. */
function takeApart(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, "$1 $2").replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2");
}

/** The same without what every question has, unless nothing else is left. */
export function foldQuery(text: string): string[] {
  const words = foldWords(text.slice(0, longestQuery)).slice(0, mostWords);
  // IN_PROGRESS, as it is copied from somewhere, is one name.
  if (!/\s/.test(text.trim())) return words;
  const telling = words.filter((word) => !isCommon.has(word));
  return telling.length > 0 ? telling : words;
}

/** In letters: what is longer was not meant as a search. */
export const longestQuery = 200;
const mostWords = 12;

const isCommon = new Set(
  (
    "a an the of by for in on at to is are was were which what who whom how many much do does did and or with per all " +
    "each every show me list get give find than that there their its " +
    "cac cua nhung theo cho la va co bao nhieu nao gi the moi trong mot duoc tu den voi hay toi o ve con bi"
  ).split(" "),
);

function stem(word: string): string {
  if (!/s$|ise|isation|centre$|^licence/.test(word)) return word;
  return word
    .replace(/^indices$/, "index")
    .replace(/(?<=\w{2})ies$/, "y")
    .replace(/(?<=(?:x|ch|sh|ss))es$/, "")
    .replace(/(?<=\w{2}[^su])s$/, "")
    .replace(/isation$/, "ization")
    .replace(/ise(d?)$/, "ize$1")
    .replace(/centre$/, "center")
    .replace(/^licence/, "license");
}
