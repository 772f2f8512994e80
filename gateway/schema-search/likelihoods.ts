import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from "graphql";
import type { SchemaElement } from "../labels/schema-elements";

/**
 * How likely somebody looks for an element of its kind, around 1: for things and for what queries begin with rather than
 * for inputs and for what is generated around them. `type` is what the element is, or is of.
 */
export function likelihoods(schema: GraphQLSchema): (element: SchemaElement, type: string) => number {
  const [query, mutation] = [schema.getQueryType()?.name, schema.getMutationType()?.name];
  const read = new Set(
    Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()).map((field) => getNamedType(field.type).name)),
  );
  const rootLikelihoods = likelihoodsOfRoots(schema);
  return ({ kind, name: member }, name) => {
    const type = schema.getType(name);
    if (!type) return 0;
    if (kind === "type") return ofType(type, read);
    if (kind === "argument") return 0.35;
    if (kind === "input field") return 0.45;
    if (kind === "value") return read.has(name) ? 0.8 : 0.35;
    if (name === query) return rootLikelihoods.get(member) ?? 1;
    return name === mutation ? 0.85 : Math.min(1.05, ofType(type, read) + 0.1);
  };
}

/** Lists rather than one thing by its code; what each sector has of its own, its audit and the like, seldom. */
function likelihoodsOfRoots(schema: GraphQLSchema): Map<string, number> {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const byType = Map.groupBy(fields, ({ type }) => getNamedType(type).name);
  return new Map(
    fields.map(({ name, type, args }) => {
      const isOfEachSector = (byType.get(getNamedType(type).name)?.length ?? 0) > 2;
      const isOfOne = args.some((argument) => argument.name === "code" || argument.name === "id");
      return [name, isOfEachSector ? 0.6 : isOfOne ? 1.15 : 1.3];
    }),
  );
}

function ofType(type: GraphQLNamedType, read: ReadonlySet<string>): number {
  if (isInputObjectType(type)) return 0.35;
  if (isEnumType(type)) return read.has(type.name) ? 0.75 : 0.3;
  if (!isObjectType(type)) return 0.5;
  const fields = type.getFields();
  if (beside.some((name) => name in fields)) return 0.25;
  if ("id" in fields) return 1.25;
  return "measures" in fields || "totals" in fields ? 0.6 : 0.9;
}

/** Fields of pages, of their rows, and of what a change gives. */
const beside = ["pageInfo", "cursor", "hasNextPage", "userErrors"];
