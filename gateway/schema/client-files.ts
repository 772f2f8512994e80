import {
  type GraphQLSchema,
  isAbstractType,
  isObjectType,
  isScalarType,
  isSpecifiedScalarType,
} from "graphql";
import * as scalars from "../../shared/base/graphql/scalars";

/** What clients' caches and generators are configured with, by name of file; each a JSON object by name of type. */
export type ClientFiles = Readonly<
  Record<(typeof clientFileNames)[number], Readonly<Record<string, unknown>>>
>;

export const clientFileNames = ["possible-types.json", "keys.json", "scalars.json"] as const;

/** Made of the schema that clients see, so that nobody has to write them by hand. docs/clients.md shows their use. */
export function clientFiles(schema: GraphQLSchema): ClientFiles {
  const types = Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith("__"))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const objects = types.filter(isObjectType).filter((type) => !roots.includes(type));
  const texts = new Set(Object.values(scalars).map(({ name }) => name));
  return {
    /** Of each interface and union, the types of its objects; Apollo Client's `possibleTypes`. */
    "possible-types.json": Object.fromEntries(
      types.filter(isAbstractType).map((type) => [
        type.name,
        schema
          .getPossibleTypes(type)
          .map(({ name }) => name)
          .sort(),
      ]),
    ),
    /** Of each type of object, the field that names one among all, or null: then it is a part of what holds it. */
    "keys.json": Object.fromEntries(
      objects.map((type) => [type.name, "id" in type.getFields() ? "id" : null]),
    ),
    /** Of each scalar, its type in TypeScript as it comes in JSON, and where its form is specified. */
    "scalars.json": Object.fromEntries(
      types
        .filter(isScalarType)
        .filter((type) => !isSpecifiedScalarType(type))
        .map(({ name, specifiedByURL }) => [
          name,
          { type: texts.has(name) ? "string" : "unknown", specifiedBy: specifiedByURL ?? null },
        ]),
    ),
  };
}

/** As they are served and committed. */
export function printClientFile(content: object): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}
