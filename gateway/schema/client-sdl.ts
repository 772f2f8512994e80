import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InterfaceTypeDefinitionNode,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
  type TypeNode,
  visit,
} from "graphql";
import { semanticNonNullLevels } from "./semantic-non-null";

type TypeWithFields = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

const definition = "directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION";

/**
 * The text of the schema that clients see, with `@semanticNonNull` where null comes with an error alone: introspection
 * shows no directives.
 */
export function clientSdl(schema: GraphQLSchema, supergraph: GraphQLSchema): string {
  const marked = mapFields(schema, supergraph, (field, levels) => ({
    ...field,
    directives: [...(field.directives ?? []), markOf(levels)],
  }));
  return `${definition}\n\n${marked}\n`;
}

/** The same for clients that take any error for the end of an answer: never null where the mark would be. */
export function strictClientSdl(schema: GraphQLSchema, supergraph: GraphQLSchema): string {
  const strict = mapFields(schema, supergraph, (field, levels) => ({
    ...field,
    type: nonNullAt(field.type, levels),
  }));
  return `${strict}\n`;
}

/** The schema's text, with what becomes of the fields that are marked. A subscription's is marked as the query's is. */
function mapFields(
  schema: GraphQLSchema,
  supergraph: GraphQLSchema,
  map: (field: FieldDefinitionNode, levels: readonly number[]) => FieldDefinitionNode,
): string {
  const ownerOf = (name: string) =>
    name === schema.getSubscriptionType()?.name ? (schema.getQueryType()?.name ?? name) : name;
  const document = parse(printSchema(lexicographicSortSchema(schema)), { noLocation: true });
  const withFields = (type: TypeWithFields): TypeWithFields => ({
    ...type,
    fields: (type.fields ?? []).map((field) => {
      const levels = semanticNonNullLevels(supergraph, ownerOf(type.name.value), field.name.value);
      return levels.length > 0 ? map(field, levels) : field;
    }),
  });
  const mapped = visit(document, { ObjectTypeDefinition: withFields, InterfaceTypeDefinition: withFields });
  return print(mapped);
}

function nonNullAt(type: TypeNode, levels: readonly number[], level = 0): TypeNode {
  const isMarked = levels.includes(level);
  const open = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  const inner =
    open.kind === Kind.LIST_TYPE ? { ...open, type: nonNullAt(open.type, levels, level + 1) } : open;
  return isMarked || type.kind === Kind.NON_NULL_TYPE ? { kind: Kind.NON_NULL_TYPE, type: inner } : inner;
}

function markOf(levels: readonly number[]): ConstDirectiveNode {
  const isUsual = levels.length === 1 && levels[0] === 0;
  const value = {
    kind: Kind.LIST,
    values: levels.map((level) => ({ kind: Kind.INT, value: String(level) }) as const),
  } as const;
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: "semanticNonNull" },
    arguments: isUsual ? [] : [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: "levels" }, value }],
  };
}
