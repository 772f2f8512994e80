import { type GraphQLInputType, type GraphQLSchema, isEnumType, isNonNullType, isObjectType } from "graphql";

/* What every subgraph's schema keeps to, whoever writes it. */

/**
 * Fields that take the others of their object along when they fail: of an operation, whose fields have nothing to do
 * with each other, and fields whose arguments can be refused, as anything can but a switch or a choice.
 */
export function failingWithOthers(schema: GraphQLSchema): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return types.flatMap((type) =>
    Object.values(type.getFields())
      .filter(({ name, args, type: given }) => {
        const refusable = args.some(
          ({ type: taken }) => !/^Boolean!?$/.test(String(taken)) && !isChoice(taken),
        );
        return isNonNullType(given) && !name.startsWith("_") && (roots.includes(type) || refusable);
      })
      .map(({ name }) => `${type.name}.${name}`),
  );
}

function isChoice(type: GraphQLInputType): boolean {
  return isEnumType(isNonNullType(type) ? type.ofType : type);
}

interface Described {
  name: string;
  description: string | null;
}
/** As `everyDescription` is answered. */
export interface IntrospectedSchema {
  types: (Described & {
    fields: (Described & { args: Described[] })[] | null;
    inputFields: Described[] | null;
    enumValues: Described[] | null;
  })[];
}

/** Asks for all names with their descriptions. */
export const everyDescription = `{ __schema { types { name description
  fields { name description args { name description } }
  inputFields { name description } enumValues { name description } } } }`;

/** Names without a description, apart from what federation and GraphQL themselves bring. */
export function undescribed({ types }: IntrospectedSchema): string[] {
  const own = types.filter(
    ({ name }) => !/^(_|String$|Int$|Float$|Boolean$|ID$|federation__|link__)/.test(name),
  );
  const parts = own.flatMap((type) => [
    ...(type.fields ?? []).flatMap((field) => [
      { ...field, name: `${type.name}.${field.name}` },
      ...field.args.map((arg) => ({ ...arg, name: `${type.name}.${field.name}(${arg.name})` })),
    ]),
    ...[...(type.inputFields ?? []), ...(type.enumValues ?? [])].map((part) => ({
      ...part,
      name: `${type.name}.${part.name}`,
    })),
  ]);
  return [...own, ...parts]
    .filter(({ name, description }) => !description?.trim() && !/\._(service|entities)/.test(name))
    .map(({ name }) => name);
}
