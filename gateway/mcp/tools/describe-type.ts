import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
  getNamedType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
} from "graphql";
import { z } from "zod";
import { notFound } from "../../../shared/base/errors/graph-error";
import { foldText } from "../../../shared/base/text/fold-text";
import { nearestCode } from "../../../shared/base/text/nearest-code";
import { printFieldInFull, printType, shortText } from "../../schema-outline/print-element";
import { defineTool, type Tool } from "./define-tool";

const input = z.strictObject({
  coordinate: z
    .string()
    .min(1)
    .max(200)
    .describe("A type, or a field of one: `Unit`, `Query.units`; as search_schema gives it."),
});

const output = z.strictObject({
  coordinate: z.string(),
  meaning: z.string(),
  vi: z.string().nullable(),
  way: z
    .string()
    .nullable()
    .describe(
      "The shortest selection that holds it, `…` standing for the rest; null where no query comes to it.",
    ),
  sdl: z.string().describe("The type with its fields, or the field with its arguments."),
  related: z
    .array(z.string())
    .describe("Types that one needs to write a query of a field: of its arguments, and of its answer."),
});

const [longestInList, longestInFull, longestMeaning, mostRelated] = [110, 240, 800, 14];

/** Shows a type or a field of the schema in full. */
export const describeType: Tool = defineTool({
  name: "describe_type",
  title: "Show a type or field",
  description:
    "Shows a type with all of its fields, or a field (`Query.NAME`) with its arguments and the types that a query of it needs.",
  input,
  output,
  async answer({ coordinate }, { graph: { schema, labels, ways } }) {
    const [typeName = "", fieldName] = coordinate.replace(/\(.*$/, "").split(".");
    const type = findType(schema, typeName);
    const field = fieldName === undefined ? undefined : fieldOf(type, fieldName);
    // An enumeration's value or an input's field is shown with its type.
    const shown = field ? `${type.name}.${field.name}` : type.name;
    return {
      coordinate: shown,
      meaning: shortText((field ?? type).description, longestMeaning),
      vi: labels.of(shown)?.name ?? null,
      way: ways().wayTo(shown) ?? null,
      sdl: field ? printFieldInFull(field, longestInFull) : printType(type, longestInList),
      related: field ? relatedTo(field).map((each) => printType(each, longestInList)) : [],
    };
  },
});

function findType(schema: GraphQLSchema, name: string): GraphQLNamedType {
  const type = schema.getType(name);
  if (type) return type;
  const names = Object.keys(schema.getTypeMap()).filter((each) => !each.startsWith("__"));
  const folded = new Map(names.map((each) => [each, [foldText(each)]]));
  throw notFound("type", name, nearestCode(name, folded));
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (!isObjectType(type) && !isInterfaceType(type)) return undefined;
  const fields = type.getFields();
  const field = fields[name];
  if (field) return field;
  const folded = new Map(Object.keys(fields).map((each) => [each, [foldText(each)]]));
  throw notFound(`field of ${type.name}`, name, nearestCode(name, folded));
}

/** Inputs and enumerations of its arguments, and what it answers: of a page the rows. */
function relatedTo({ args, type }: GraphQLField<unknown, unknown>): GraphQLNamedType[] {
  const related = new Map<string, GraphQLNamedType>();
  const add = (named: GraphQLNamedType, depth: number) => {
    const isKnown = related.has(named.name) || (isLeafType(named) && !("getValues" in named));
    if (isKnown || related.size >= mostRelated) return;
    related.set(named.name, named);
    if (depth === 0) return;
    const isGiven = isInputObjectType(named);
    if (!isGiven && !isObjectType(named)) return;
    for (const { name, type } of Object.values<{ name: string; type: GraphQLType }>(named.getFields())) {
      if (isGiven || /^(nodes|rows|measures|totals)$/.test(name)) add(getNamedType(type), depth - 1);
    }
  };
  add(getNamedType(type), 2);
  for (const argument of args) add(getNamedType(argument.type), 1);
  return [...related.values()];
}
