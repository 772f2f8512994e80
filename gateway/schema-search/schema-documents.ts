import type { GraphQLSchema } from "graphql";
import type { Labels } from "../labels/labels";
import { type SchemaElement, schemaElements } from "../labels/schema-elements";
import { findHolders } from "./find-holders";
import { createFolding, type FoldedText } from "./fold-words";
import { likelihoods } from "./likelihoods";

/** An element of a schema as it is searched. */
export interface SchemaDocument {
  element: SchemaElement;
  /** In the order of `textWeights`. */
  texts: readonly FoldedText[];
  /** How likely somebody looks for an element of its kind: around 1. */
  likelihood: number;
  /** Types that lead to what it stands in; the name of each is one of the last texts. */
  holders: readonly string[];
}

/** What a match is worth in each text: names, English and Vietnamese; of what it stands in; descriptions; then of holders. */
export const textWeights = [10, 10, 4, 4, 4, 4, 2, 2] as const;
export const holderWeight = 3;
/** The first texts, where a match is worth the more the less there is besides. */
export const nameTexts = 2;
/** Each text is a bit of a number. */
const mostHolders = 20;

export function schemaDocuments(schema: GraphQLSchema, labels: Labels): SchemaDocument[] {
  const fold = createFolding();
  const holdersOf = findHolders(schema);
  const likelihoodOf = likelihoods(schema);
  // "Các" makes a plural, as the s that folding takes away.
  const nameIn = (coordinate: string) => (labels.of(coordinate)?.name ?? "").replace(/^Các /, "");
  const namesOf = (coordinate: string, name: string) => [fold(name), fold(nameIn(coordinate))];
  return schemaElements(schema)
    .filter(isNoMirror(schema))
    .map((element) => {
      const { coordinate, kind, name, parent = "", description } = element;
      const type = coordinate.split(".", 1)[0] ?? "";
      const holders = kind === "type" ? [] : holdersOf(type).slice(0, mostHolders);
      const texts = [
        ...namesOf(coordinate, name),
        ...namesOf(parent, parent.split(".").at(-1) ?? ""),
        ...(parent === type || parent === "" ? [fold(""), fold("")] : namesOf(type, type)),
        fold(description),
        fold(labels.of(coordinate)?.description ?? ""),
        ...holders.map((holder) => fold(`${holder} ${nameIn(holder)}`)),
      ];
      return { element, texts, likelihood: likelihoodOf(element, type), holders };
    });
}

/** Whoever looks for a field finds the query's: that a subscription has it as well is told of all of them at once. */
function isNoMirror(schema: GraphQLSchema): (element: SchemaElement) => boolean {
  const subscription = schema.getSubscriptionType()?.name;
  const fields = schema.getQueryType()?.getFields() ?? {};
  return ({ coordinate }) => {
    const [type, field] = coordinate.split(/[.(]/);
    return type !== subscription || field === undefined || !Object.hasOwn(fields, field);
  };
}
