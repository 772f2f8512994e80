import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from "graphql";

export const elementKinds = ["type", "field", "input field", "argument", "value"] as const;
export type ElementKind = (typeof elementKinds)[number];

/** What a schema is made of and a label is written for. */
export interface SchemaElement {
  /** By https://spec.graphql.org/draft/#sec-Schema-Coordinates */
  coordinate: string;
  kind: ElementKind;
  /** Of the type, field, argument or value alone. */
  name: string;
  /** Coordinate of what it stands in; absent for a type. */
  parent?: string;
  /** English, in one line; empty where there is none. */
  description: string;
}

/** All types, fields, arguments and enum values of a schema, but for those of introspection. */
export function schemaElements(schema: GraphQLSchema): SchemaElement[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith("__"))
    .flatMap((type) => [element("type", type.name, type), ...membersOf(type)]);
}

/** A description without the line breaks of its text. */
export function oneLine(description: string | null | undefined): string {
  const text = description ?? "";
  return /\s\s|[\n\t]|^ | $/.test(text) ? text.replace(/\s+/g, " ").trim() : text;
}

function membersOf(type: GraphQLNamedType): SchemaElement[] {
  if (isEnumType(type)) {
    return type.getValues().map((value) => element("value", `${type.name}.${value.name}`, value, type.name));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) =>
      element("input field", `${type.name}.${field.name}`, field, type.name),
    );
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const coordinate = `${type.name}.${field.name}`;
    return [
      element("field", coordinate, field, type.name),
      ...field.args.map((one) => element("argument", `${coordinate}(${one.name}:)`, one, coordinate)),
    ];
  });
}

type Described = Pick<GraphQLArgument, "name" | "description">;

function element(
  kind: ElementKind,
  coordinate: string,
  { name, description }: Described,
  parent?: string,
): SchemaElement {
  return { coordinate, kind, name, ...(parent && { parent }), description: oneLine(description) };
}
