import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** Fields of a type that tell where its objects come from, whatever else is selected of them. */
export interface ProvenanceFields {
  /** Of the enumeration DataOrigin: one for the object, and others for parts of it, e.g. `resultsOrigin`. */
  origins: readonly string[];
  /** Objects that are documents, with the fields by which they are cited. */
  sources: readonly { field: string; cited: readonly string[] }[];
  /** The day or instant that all of the object is of. */
  days: readonly string[];
  /** Whether numbers are protected. */
  isProtected: boolean;
  /** Whether there are more rows than these: `truncated`, or `hasNextPage` of `pageInfo`. */
  rest: "truncated" | "pageInfo" | undefined;
}

const originType = "DataOrigin";
const dayFields = ["asOf", "dataAsOf", "dataThrough"];
const citedFields = ["title", "publisher", "publishedOn", "url"];

/** What a type has of them by what every sector calls them; undefined where it has none. */
export function provenanceFieldsOf(type: GraphQLNamedType | null | undefined): ProvenanceFields | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const fields = Object.values(type.getFields()).filter(isPlain);
  const named = (name: string) => fields.find((field) => field.name === name);
  const origins = fields.filter((field) => getNamedType(field.type).name === originType);
  const sources = fields.flatMap((field) => {
    const document = getNamedType(field.type);
    const isCited = /(^s|S)ource$/.test(field.name) && isObjectType(document);
    const cited = isCited ? citedFieldsOf(document) : undefined;
    return cited ? [{ field: field.name, cited }] : [];
  });
  const days = dayFields.filter((name) => isLeafType(getNamedType(named(name)?.type)));
  const isProtected = named("protected") !== undefined;
  const rest = named("truncated") ? "truncated" : named("pageInfo") ? "pageInfo" : undefined;
  if (!origins.length && !sources.length && !days.length && !isProtected && !rest) return undefined;
  return { origins: origins.map(({ name }) => name), sources, days, isProtected, rest };
}

/** A document has a title, and somebody who published it. */
function citedFieldsOf(type: GraphQLObjectType): readonly string[] | undefined {
  const fields = type.getFields();
  const cited = citedFields.filter((name) => {
    const field = fields[name];
    return field && isPlain(field) && isLeafType(getNamedType(field.type));
  });
  return cited.includes("title") && cited.includes("publisher") ? cited : undefined;
}

function isPlain({ args }: GraphQLField<unknown, unknown>): boolean {
  return !args.some(isRequiredArgument);
}
