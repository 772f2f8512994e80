import { existsSync, readFileSync } from "node:fs";
import { fromSource } from "../../base/project/project-root";

export type Language = "vi" | "en";

/** Says a sentence of a message, written in English, in the reader's language. */
export type Translate = (sentence: string) => string;

/** Sentences as they were written. */
export const inEnglish: Translate = (sentence) => sentence;

/**
 * Vietnamese by English sentence. `{name}` in both is a place that holds anything; what stands in it is said in Vietnamese
 * too where the English of it is there as well.
 */
export type Sentences = Readonly<Record<string, string>>;

/** The sentences of what all imports share. */
export function sharedSentences(): Sentences {
  return readSentences(__dirname, "messages.vi.json");
}

/** Those of a folder's file, as it stands beside the code; none where there is no such file. */
export function readSentences(folder: string, file: string): Sentences {
  const path = fromSource(folder, file);
  const read: unknown = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  return Object.fromEntries(
    Object.entries(read ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

/** Translates into Vietnamese by sentences; what is in none of them stays English, so that nothing is left out. */
export function toVietnamese(sentences: Sentences): Translate {
  const exact = new Map(Object.entries(sentences).filter(([english]) => !english.includes("{")));
  // The longest first: what says more of a sentence goes before what says less.
  const patterns = Object.entries(sentences)
    .filter(([english]) => english.includes("{"))
    .toSorted(([a], [b]) => b.replace(/\{\w+\}/g, "").length - a.replace(/\{\w+\}/g, "").length)
    .map(([english, vietnamese]) => ({ pattern: patternOf(english), vietnamese }));
  const translate = (sentence: string, depth: number): string => {
    const found = exact.get(sentence);
    if (found !== undefined) return found;
    if (depth > 3) return sentence;
    for (const { pattern, vietnamese } of patterns) {
      const places = pattern.exec(sentence)?.groups;
      if (!places) continue;
      return vietnamese.replace(/\{(\w+)\}/g, (_, name: string) => translate(places[name] ?? "", depth + 1));
    }
    return sentence;
  };
  return (sentence) => translate(sentence, 0);
}

function patternOf(english: string): RegExp {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[\\s\\S]*?)")}$`);
}
