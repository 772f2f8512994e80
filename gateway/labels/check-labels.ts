import type { NameAndDescription } from "./labels";
import type { SchemaElement } from "./schema-elements";

type LabelsByCoordinate = Readonly<Record<string, NameAndDescription>>;

/** What is wrong with labels, one by one and beside each other: a sentence for each. */
export function checkLabels(elements: readonly SchemaElement[], labels: LabelsByCoordinate): string[] {
  return [...elements.flatMap((element) => textProblems(element, labels)), ...sameNames(elements, labels)];
}

const longestName = 70;

function textProblems({ coordinate }: SchemaElement, labels: LabelsByCoordinate): string[] {
  const [name, description] = labels[coordinate] ?? [];
  if (name === undefined || description === undefined) return [];
  const ofName = /^[\p{Lu}\d]/u.test(name) && !name.endsWith(".") && name.length <= longestName;
  return [
    ...(ofName
      ? []
      : [
          `${coordinate}: expected a name of at most ${longestName} letters, with a capital first and no full stop; got "${name}".`,
        ]),
    ...[name, description].flatMap((text) =>
      rules
        .filter(({ isBroken }) => isBroken(text))
        .map(({ expected }) => `${coordinate}: expected ${expected}; got "${text}".`),
    ),
  ];
}

const rules: { expected: string; isBroken: (text: string) => boolean }[] = [
  { expected: "a text", isBroken: (text) => text.trim() === "" },
  { expected: "no blanks but single ones between words", isBroken: (text) => /^\s|\s$|\s\s/.test(text) },
  { expected: "Unicode in the form NFC", isBroken: (text) => text !== text.normalize("NFC") },
  {
    expected: "no text that was read in a wrong encoding",
    isBroken: (text) => /\uFFFD|â€|[ÃÂÄÆá][\u0080-\u00BF]/u.test(text),
  },
  {
    expected: "no places of a pattern",
    isBroken: (text) => /\{[A-Za-z]+\}/.test(text.replace(/`[^`]*`/g, "")),
  },
  {
    // hóa and ủy, as the Government writes, not hoá and uỷ: else a search in the file finds one of them alone.
    expected: "the tone on the first vowel of oa, oe and uy at a word's end",
    isBroken: (text) => /(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\p{L})/iu.test(text),
  },
  { expected: "Vietnamese", isBroken: (text) => english.test(wordsOf(text)) || isWithoutAccents(text) },
];

/** Words that no Vietnamese text has, also none without accents. */
const english =
  /(?<!\p{L})(the|of|and|or|is|are|which|with|by|from|for|not|none|its|it|these|this|when|where|how|what|was|were|has|have|only|each|every|row|rows|value|values|number|day|date|name)(?!\p{L})/iu;

/** Without what is written as the schema writes it: `asOf`, endCursor, BAD_USER_INPUT, Rate.value, addresses. */
function wordsOf(text: string): string {
  return text
    .replace(/`[^`]*`/g, " ")
    .replace(/\S*[\w-]+[./:][\w-]+\S*/g, " ")
    .replace(/\b\w*(?:[a-z][A-Z]|_)\w*\b/g, " ")
    .replace(/\b[A-Z][A-Z\d]+\b/g, " ");
}

/** A sentence of some length that has no letter of Vietnamese alone. */
function isWithoutAccents(text: string): boolean {
  const words = wordsOf(text).match(/\p{L}{2,}/gu) ?? [];
  return words.length > 4 && !/[à-ỹăâđêôơư]/iu.test(words.join(""));
}

/** Fields of one type, values of one enum, arguments of one field and types of one schema are told apart by their names. */
function sameNames(elements: readonly SchemaElement[], labels: LabelsByCoordinate): string[] {
  const besideEachOther = Map.groupBy(elements, ({ parent, kind }) => `${kind} ${parent ?? ""}`);
  return [...besideEachOther.values()].flatMap((siblings) => {
    const byName = Map.groupBy(siblings, ({ coordinate }) => labels[coordinate]?.[0].toLowerCase());
    return [...byName].flatMap(([name, [one, ...others]]) =>
      name === undefined
        ? []
        : others.map(
            (other) =>
              `Expected ${one?.coordinate} and ${other.coordinate} to have different names; both are "${labels[other.coordinate]?.[0]}".`,
          ),
    );
  });
}
