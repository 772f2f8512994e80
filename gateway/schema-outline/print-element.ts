import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
} from "graphql";

/** A field in one line, with its arguments and without what they mean: `units(first: Int, filter: UnitFilter): UnitConnection`. */
export function printField({ name, args, type }: GraphQLField<unknown, unknown>): string {
  const given = args.map(printArgument).join(", ");
  return `${name}${given === "" ? "" : `(${given})`}: ${String(type)}`;
}

/** An argument or a field of an input, with its default: `first: Int! = 20`. */
export function printArgument(argument: GraphQLArgument | GraphQLInputField): string {
  const { name, type, defaultValue } = argument;
  const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return `${name}: ${String(type)}${value ? ` = ${print(value)}` : ""}`;
}

/** A type in a few lines, each field with what it means in at most so many characters. */
export function printType(type: GraphQLNamedType, longest: number): string {
  const lines = linesOf(type, longest);
  const [keyword, rest] = headOf(type);
  return lines.length === 0
    ? `${keyword} ${type.name}${rest}`
    : `${keyword} ${type.name}${rest} {\n${lines.join("\n")}\n}`;
}

/** A field with each of its arguments in a line of its own. */
export function printFieldInFull(field: GraphQLField<unknown, unknown>, longest: number): string {
  const { name, args, type } = field;
  const given = args.map((argument) => lineOf(printArgument(argument), argument.description, longest, "  "));
  return given.length === 0
    ? `${name}: ${String(type)}`
    : `${name}(\n${given.join("\n")}\n): ${String(type)}`;
}

/** A description in one line, cut where it is longer. */
export function shortText(description: string | null | undefined, longest: number): string {
  const text = (description ?? "").replace(/\s+/g, " ").trim();
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

function linesOf(type: GraphQLNamedType, longest: number): string[] {
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).map((field) =>
      lineOf(printField(field), field.description, longest),
    );
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) =>
      lineOf(printArgument(field), field.description, longest),
    );
  }
  if (isEnumType(type))
    return type.getValues().map(({ name, description }) => lineOf(name, description, longest));
  return [];
}

function lineOf(
  text: string,
  description: string | null | undefined,
  longest: number,
  indent = "  ",
): string {
  const meaning = shortText(description, longest);
  return `${indent}${text}${meaning === "" ? "" : `  # ${meaning}`}`;
}

function headOf(type: GraphQLNamedType): [keyword: string, rest: string] {
  if (isObjectType(type)) return ["type", ""];
  if (isInterfaceType(type)) return ["interface", ""];
  if (isInputObjectType(type)) return ["input", ""];
  if (isEnumType(type)) return ["enum", ""];
  if (isUnionType(type)) return ["union", ` = ${type.getTypes().join(" | ")}`];
  return ["scalar", ""];
}
