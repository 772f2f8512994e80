import { distance } from "fastest-levenshtein";
import { foldText } from "./fold-text";

/** The codes that there are, and the folded texts that each may be meant by: itself, and its names. */
export type CodeList = ReadonlyMap<string, readonly string[]>;

/** Longest text that a nearest code is looked for; what is longer was not meant as one. */
const maxLength = 100;

/**
 * The code that a text was most likely meant for: the fewest letters away, without regard to case and accents.
 * undefined when more than two of five letters would have to change. Of equals the first.
 */
export function nearestCode(text: string, codes: CodeList): string | undefined {
  if (text.length > maxLength) return undefined;
  const folded = foldText(text);
  let least = Math.max(1, Math.floor(folded.length * 0.4)) + 1;
  let nearest: string | undefined;
  for (const [code, words] of codes) {
    for (const word of words) {
      // A word is at least as far away as it is longer or shorter.
      if (Math.abs(word.length - folded.length) >= least) continue;
      const letters = distance(folded, word);
      if (letters < least) [least, nearest] = [letters, code];
    }
  }
  return nearest;
}
