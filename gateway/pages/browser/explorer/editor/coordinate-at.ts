import { type GraphQLSchema, getNamedType } from "graphql";
import { getContextAtPosition, Position } from "graphql-language-service";

/** What of the schema stands somewhere in a query. */
export interface FoundElement {
  /** See https://spec.graphql.org/draft/#sec-Schema-Coordinates */
  coordinate: string;
  /** As it is declared: `dueOn: Date!`. */
  signature: string;
  description: string | null | undefined;
}

/** The element of the schema at a line and character of a query, both from 0; undefined where there is none. */
export function elementAt(
  schema: GraphQLSchema,
  text: string,
  { line, character }: { line: number; character: number },
): FoundElement | undefined {
  const context = getContextAtPosition(text, new Position(line, character), schema);
  if (!context) return undefined;
  const { typeInfo, token } = context;
  const { parentType, fieldDef, argDef, enumValue, objectFieldDefs } = typeInfo;
  const { kind, name } = token.state;
  if (kind === "Argument" && argDef && fieldDef && parentType) {
    return element(
      `${parentType}.${fieldDef.name}(${argDef.name}:)`,
      `${argDef.name}: ${argDef.type}`,
      argDef,
    );
  }
  if (kind === "EnumValue" && enumValue && typeInfo.inputType) {
    return element(`${getNamedType(typeInfo.inputType)}.${enumValue.name}`, enumValue.name, enumValue);
  }
  const inputField = kind === "ObjectField" && name ? objectFieldDefs?.[name] : undefined;
  if (inputField) {
    const owner = ownerOf(schema, inputField);
    return element(`${owner}.${inputField.name}`, `${inputField.name}: ${inputField.type}`, inputField);
  }
  if ((kind === "Field" || kind === "AliasedField") && fieldDef && parentType) {
    return element(`${parentType}.${fieldDef.name}`, `${fieldDef.name}: ${fieldDef.type}`, fieldDef);
  }
  return undefined;
}

function element(
  coordinate: string,
  signature: string,
  of: { description?: string | null | undefined },
): FoundElement {
  return { coordinate, signature, description: of.description };
}

/** The input type that a field is of, which graphql-language-service does not tell. */
function ownerOf(schema: GraphQLSchema, field: object): string {
  const types = Object.values(schema.getTypeMap());
  const owner = types.find(
    (type) => "getFields" in type && Object.values(type.getFields()).includes(field as never),
  );
  return owner?.name ?? "";
}
