import type { GraphQLSchema } from "graphql";
import { mirroredCoordinate } from "../schema/add-subscriptions";
import { checkLabels } from "./check-labels";
import type { LabelSource } from "./label-sources";
import type { LabelList, NameAndDescription } from "./labels";
import { type SchemaElement, schemaElements } from "./schema-elements";
import { openTranslations, type Translation, withSmallInitial } from "./translations";

/** Labels of the elements that have one, and what is missing or wrong: a sentence for each. */
export interface ComposedLabels {
  list: LabelList;
  problems: string[];
}

/**
 * The labels of a schema that clients see, put together from the files of its subgraphs and of what these stand on. Each
 * element is looked up in the files of the subgraphs that have it, then in those of all: by its own coordinate in each, then
 * by patterns that refer to another element, then by the others.
 */
export function composeLabels(schema: GraphQLSchema, sources: readonly LabelSource[]): ComposedLabels {
  const elements = schemaElements(schema);
  const known = new Set(elements.map(({ coordinate }) => coordinate));
  const translations = new Map(sources.map((source) => [source, openTranslations(source.labels)]));
  const sourcesOf = (coordinate: string) =>
    sources.filter(({ coordinates }) => coordinates === undefined || coordinates.has(coordinate));
  const allOf = (coordinate: string) =>
    sourcesOf(coordinate).flatMap((source) => translations.get(source) ?? []);

  const nameOf = (coordinate: string, within: readonly string[] = []): string | undefined => {
    if (!known.has(coordinate) || within.includes(coordinate)) return undefined;
    const all = allOf(coordinate);
    const inside = [...within, coordinate];
    const others = {
      nameOf: (other: string) => nameOf(other, inside),
      inSentence: (part: string) => inSentence(part, all, inside),
    };
    return (
      firstOf(all, (one) => one.ownNameOf(coordinate, others)) ??
      firstOf(all, (one) => one.referredNameOf(coordinate, others)) ??
      firstOf(all, (one) => one.patternNameOf(coordinate, others))
    );
  };
  const inSentence = (
    part: string,
    all: readonly Translation[],
    within: readonly string[],
  ): string | undefined => {
    const word = firstOf(all, (one) => one.wordFor(part));
    if (word !== undefined) return word;
    if (/[.:]$/.test(part)) return describe(part, all);
    const type = nameOf(part, within);
    if (type !== undefined) return withSmallInitial(type);
    return isOfAnyLanguage.test(part) ? part : undefined;
  };
  const describe = (english: string, all: readonly Translation[]): string | undefined =>
    firstOf(all, (one) => one.descriptionFor(english, { inSentence: (part) => inSentence(part, all, []) }));

  const found = elements.map((element) => {
    const coordinate = mirroredCoordinate(element.coordinate);
    return {
      element,
      name: nameOf(coordinate),
      description: describe(element.description, allOf(coordinate)),
    };
  });
  const labels: Record<string, NameAndDescription> = {};
  for (const { element, name, description } of found)
    if (name !== undefined && description !== undefined) labels[element.coordinate] = [name, description];
  const missing = found.flatMap(({ element, name, description }) =>
    // What a subscription's field lacks is told of the query's.
    mirroredCoordinate(element.coordinate) === element.coordinate
      ? missingIn(element, name, description, sourcesOf(element.coordinate))
      : [],
  );
  const unused = sources
    .filter(({ coordinates }) => coordinates !== undefined)
    .flatMap((source) => unusedIn(source, translations.get(source)));
  const synonyms = sources.flatMap((source) => source.labels.synonyms.map((group) => group.split(", ")));
  return {
    list: { synonyms, labels },
    problems: [...missing, ...unused, ...checkLabels(elements, labels)],
  };
}

/** What the files of all have that none of these subgraphs uses: a sentence for each. */
export function unusedLabels(schema: GraphQLSchema, sources: readonly LabelSource[]): string[] {
  const everywhere = new Set(schemaElements(schema).map(({ coordinate }) => coordinate));
  const asOwn = sources.map((source) => ({ ...source, coordinates: source.coordinates ?? everywhere }));
  return composeLabels(schema, asOwn).problems.filter((problem) => problem.includes("that is there"));
}

/** Numbers and constants. */
const isOfAnyLanguage = /^[\d.,–-]+$|^[A-Z\d]+(_[A-Z\d]+)*$/;

function firstOf<One, Result>(
  all: readonly One[],
  find: (one: One) => Result | undefined,
): Result | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function missingIn(
  { coordinate, description: english }: SchemaElement,
  name: string | undefined,
  description: string | undefined,
  sources: readonly LabelSource[],
): string[] {
  if (english === "") return [`Expected ${coordinate} to have a description; got none.`];
  const lines = [
    ...(name === undefined ? [`${JSON.stringify(coordinate)}: "…" in names`] : []),
    ...(description === undefined ? [`${JSON.stringify(english)}: "…" in descriptions`] : []),
  ];
  if (lines.length === 0) return [];
  return [`Expected the Vietnamese of ${coordinate} in ${fileFor(sources)}; write ${lines.join(" and ")}.`];
}

/** Where a label of what these sources are asked for is to be written. */
function fileFor(sources: readonly LabelSource[]): string {
  const [own, other] = sources.filter(({ coordinates }) => coordinates !== undefined);
  if (own !== undefined && other === undefined) return own.file;
  const [common, gateway] = sources.filter(({ coordinates }) => coordinates === undefined);
  return (own === undefined ? gateway : common)?.file ?? "labels.vi.json";
}

function unusedIn({ file }: LabelSource, translation: Translation | undefined): string[] {
  return (translation?.unused() ?? []).map(
    ({ section, key }) =>
      `${file}: expected ${section} of what is there; got ${JSON.stringify(key)}, which is of nothing that is there.`,
  );
}
