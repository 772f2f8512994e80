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
  /** Name of an element by its own coordinate. */
  ownNameOf(coordinate: string, others: OtherTexts): string | undefined;
  /** The same by a pattern that gives it the name of another element. */
  referredNameOf(coordinate: string, others: OtherTexts): string | undefined;
  /** The same by any other pattern. */
  patternNameOf(coordinate: string, others: OtherTexts): string | undefined;
  /** A description in Vietnamese. */
  descriptionFor(english: string, others: Pick<OtherTexts, "inSentence">): string | undefined;
  wordFor(english: string): string | undefined;
  /** What was never given as an answer. */
  unused(): { section: string; key: string }[];
}

/** What a text of a file may refer to. */
export interface OtherTexts {
  /** Name of another element. */
  nameOf(coordinate: string): string | undefined;
  /** What stands in the place of a pattern or template, as it is within a text. */
  inSentence(part: string): string | undefined;
}

export function openTranslations(file: LabelFile): Translation {
  const names = openTexts(file.names, coordinatePattern);
  const descriptions = openTexts(file.descriptions, sentencePattern);
  const words = openTexts(file.words, sentencePattern);
  return {
    ownNameOf: (coordinate, others) => names.findExact(coordinate, (text) => nameBy(text, {}, others)),
    referredNameOf: (coordinate, others) =>
      names.findPattern(coordinate, (text, places) =>
        isReference(text) ? nameBy(text, places, others) : undefined,
      ),
    patternNameOf: (coordinate, others) =>
      names.findPattern(coordinate, (text, places) =>
        isReference(text) ? undefined : nameBy(text, places, others),
      ),
    descriptionFor: (english, others) =>
      descriptions.findExact(english, (text) => text) ??
      descriptions.findPattern(english, (text, places) => fillAll(text, places, others.inSentence)),
    wordFor: (english) => words.findExact(english, (text) => text),
    unused: () =>
      Object.entries({ names, descriptions, words }).flatMap(([section, { unused }]) =>
        unused().map((key) => ({ section, key })),
      ),
  };
}

/** A name as the file has it, that of another element (`= {Type}.{field}`), or one around others (`Trang {Type}`). */
function nameBy(text: string, places: Places, { nameOf, inSentence }: OtherTexts): string | undefined {
  if (!isReference(text)) return fillAll(text, places, inSentence);
  const other = fillIn(text.slice(2), (place) => inFormOf(place, places));
  return other === undefined ? undefined : nameOf(other);
}

const isReference = (text: string) => text.startsWith("= ");

function fillAll(text: string, places: Places, inSentence: OtherTexts["inSentence"]): string | undefined {
  return fillIn(text, (place) => {
    const part = places[place];
    return part === undefined ? undefined : inSentence(part);
  });
}

/** `{VALUE}` of a pattern is `{value}` in the coordinate of a field: DUE_ON is dueOn. */
function inFormOf(place: string, places: Places): string | undefined {
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
  const all = Object.keys(texts).map(patternOf);
  const patterns = all.filter(({ isExact }) => !isExact).toSorted(mostFixedFirst);
  const use = (key: string, found: string | undefined) => {
    if (found !== undefined) used.add(key);
    return found;
  };
  return {
    findExact(text: string, render: (text: string) => string | undefined): string | undefined {
      const exact = Object.hasOwn(texts, text) ? texts[text] : undefined;
      return exact === undefined ? undefined : use(text, render(exact));
    },
    findPattern(
      text: string,
      render: (text: string, places: Places) => string | undefined,
    ): string | undefined {
      for (const pattern of patterns) {
        const places = pattern.match(text);
        const found = places && use(pattern.text, render(texts[pattern.text] ?? "", places));
        if (found !== undefined) return found;
      }
      return undefined;
    },
    unused: () => Object.keys(texts).filter((key) => !used.has(key)),
  };
}
