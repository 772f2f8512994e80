import type { LabelFile } from "./label-file";
import {
  coordinatePattern,
  fillIn,
  type LabelPattern,
  mostFixedFirst,
  sentencePattern,
} from "./label-pattern";

/** One file of labels, ready to be asked. What is not in it is undefined. */
export interface Translation {
  /** Name of an element; `nameOfOther` gives that of another, which a pattern may refer to. */
  nameOf(coordinate: string, nameOfOther: (coordinate: string) => string | undefined): string | undefined;
  /** A description in Vietnamese; `inSentence` gives what stands in the places of a template. */
  descriptionFor(english: string, inSentence: (part: string) => string | undefined): string | undefined;
  wordFor(english: string): string | undefined;
  /** What was never given as an answer. */
  unused(): { section: keyof LabelFile; key: string }[];
}

export function openTranslations(file: LabelFile): Translation {
  const names = openTexts(file.names, coordinatePattern);
  const descriptions = openTexts(file.descriptions, sentencePattern);
  const words = openTexts(file.words, sentencePattern);
  return {
    nameOf: (coordinate, nameOfOther) =>
      names.find(coordinate, (text, places) => nameBy(text, places, nameOfOther)),
    descriptionFor: (english, inSentence) =>
      descriptions.find(english, (text, places) =>
        fillIn(text, (place) => {
          const part = places[place];
          return part === undefined ? undefined : inSentence(part);
        }),
      ),
    wordFor: (english) => words.find(english, (text) => text),
    unused: () =>
      Object.entries({ names, descriptions, words }).flatMap(([section, { unused }]) =>
        unused().map((key) => ({ section: section as keyof LabelFile, key })),
      ),
  };
}

/** A name as the file has it, that of another element (`= {Type}.{field}`), or one around a type's (`Trang {Type}`). */
function nameBy(
  text: string,
  places: Readonly<Record<string, string>>,
  nameOfOther: (coordinate: string) => string | undefined,
): string | undefined {
  if (!text.startsWith("= ")) {
    return fillIn(text, (place) => {
      const name = nameOfOther(places[place] ?? "");
      return name && withSmallInitial(name);
    });
  }
  const other = fillIn(text.slice(2), (place) => inFormOf(place, places));
  return other === undefined ? undefined : nameOfOther(other);
}

/** `{VALUE}` of a pattern is `{value}` in the coordinate of a field: DUE_ON is dueOn. */
function inFormOf(place: string, places: Readonly<Record<string, string>>): string | undefined {
  const exact = places[place];
  if (exact !== undefined) return exact;
  return places[place.toUpperCase()]
    ?.toLowerCase()
    .replace(/_(\w)/g, (_, next: string) => next.toUpperCase());
}

/** As it stands within a sentence: `Đơn vị` becomes `đơn vị`, `DTI` stays. */
export function withSmallInitial(name: string): string {
  return /^\p{Lu}(?!\p{Lu}|\d)/u.test(name) ? `${name.charAt(0).toLowerCase()}${name.slice(1)}` : name;
}

type Places = Readonly<Record<string, string>>;

function openTexts(texts: Readonly<Record<string, string>>, patternOf: (text: string) => LabelPattern) {
  const used = new Set<string>();
  const patterns = Object.keys(texts)
    .map(patternOf)
    .filter(({ isExact }) => !isExact)
    .sort(mostFixedFirst);
  return {
    find(text: string, render: (text: string, places: Places) => string | undefined): string | undefined {
      const exact = Object.hasOwn(texts, text) ? texts[text] : undefined;
      const found = exact === undefined ? undefined : render(exact, {});
      if (found !== undefined) {
        used.add(text);
        return found;
      }
      for (const pattern of patterns) {
        const places = pattern.match(text);
        const rendered = places && render(texts[pattern.text] ?? "", places);
        if (rendered === undefined) continue;
        used.add(pattern.text);
        return rendered;
      }
      return undefined;
    },
    unused: () => Object.keys(texts).filter((key) => !used.has(key)),
  };
}
