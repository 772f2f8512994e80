import { type GraphQLSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { z } from "zod";
import { printArgument, printField, printType, shortText } from "../../schema-outline/print-element";
import { defineTool, type Tool } from "./define-tool";

const input = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(300)
    .describe(
      "Words in Vietnamese or English, with or without accents: `phường quá hạn`, `qua han`, `on-time rate`.",
    ),
  limit: z.int().min(1).max(50).default(12).describe("At most so many elements."),
});

const output = z.strictObject({
  matches: z.array(
    z.strictObject({
      coordinate: z.string().describe("What describe_type takes, e.g. `Unit.name`."),
      sdl: z.string().describe("The element as the schema writes it."),
      meaning: z.string(),
      vi: z.string().nullable().describe("What it is called in Vietnamese."),
      way: z
        .string()
        .nullable()
        .describe(
          "The shortest selection that holds it, `…` standing for the rest; null where no query comes to it.",
        ),
    }),
  ),
});

const longestMeaning = 240;
/** Among the matches of one text. */
const mostMutations = 30;

/** Finds types, fields, arguments and values of the schema by what they are called or mean. */
export const searchSchema: Tool = defineTool({
  name: "search_schema",
  title: "Search the schema",
  description:
    "Finds types, fields, arguments and enumeration values of the graph by their names, descriptions and Vietnamese labels. Begin here: the schema is large. Then describe_type shows one in full.",
  input,
  output,
  async answer({ text, limit }, { graph }) {
    // What only a mutation comes to is of no use here.
    const found = graph.search().search(text, { limit: limit + mostMutations });
    const readable = found.filter(({ way = "" }) => !way.startsWith("mutation"));
    return {
      matches: readable.slice(0, limit).map(({ coordinate, description, vi, way }) => ({
        coordinate,
        sdl: snippetOf(graph.schema, coordinate),
        meaning: shortText(description, longestMeaning),
        vi: vi?.name ?? null,
        way: way ?? null,
      })),
    };
  },
});

/** An element in a line; of a type what it begins with. */
function snippetOf(schema: GraphQLSchema, coordinate: string): string {
  const [, typeName = "", member, argumentName] = /^(\w+)(?:\.(\w+)(?:\((\w+):\))?)?$/.exec(coordinate) ?? [];
  const type = schema.getType(typeName);
  if (!type) return coordinate;
  if (member === undefined) return shortText(printType(type, 0), 400);
  if (isEnumType(type)) return `enum ${typeName} { ${member} }`;
  if (isInputObjectType(type)) {
    const field = type.getFields()[member];
    return field ? `input ${typeName} { ${printArgument(field)} }` : coordinate;
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return coordinate;
  const field = type.getFields()[member];
  if (!field) return coordinate;
  const argument = field.args.find(({ name }) => name === argumentName);
  return argument
    ? `type ${typeName} { ${member}(${printArgument(argument)}, …): ${String(field.type)} }`
    : `type ${typeName} { ${printField(field)} }`;
}
