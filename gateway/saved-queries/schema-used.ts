import {
  type DocumentNode,
  type GraphQLSchema,
  type ResolvedSchemaElement,
  resolveSchemaCoordinate,
} from "graphql";
import { addElements } from "../schema/add-elements";

/** What a document uses of a schema, by coordinate, with the types of fields and arguments: `Loan.dueOn` is `Date`. */
export type SchemaUsed = Readonly<Record<string, string>>;

/** What a valid document uses of the schema. See https://spec.graphql.org/draft/#sec-Schema-Coordinates */
export function schemaUsedBy(schema: GraphQLSchema, document: DocumentNode): SchemaUsed {
  const used = new Set<string>();
  addElements(schema, document, used);
  const typed = [...used].toSorted().flatMap((coordinate) => {
    const type = typeAt(schema, coordinate);
    return type === undefined ? [] : [[coordinate, type] as const];
  });
  return Object.fromEntries(typed);
}

/** The type that a coordinate has in a schema; undefined where the schema has no such thing. */
export function typeAt(schema: GraphQLSchema, coordinate: string): string | undefined {
  const element = elementAt(schema, coordinate);
  if (!element) return undefined;
  if ("fieldArgument" in element) return String(element.fieldArgument.type);
  if ("inputField" in element) return String(element.inputField.type);
  if ("field" in element) return String(element.field.type);
  return "type" in element ? element.type.name : undefined;
}

/** graphql-js throws for a member of a type that is not there. */
function elementAt(schema: GraphQLSchema, coordinate: string): ResolvedSchemaElement | undefined {
  try {
    return resolveSchemaCoordinate(schema, coordinate);
  } catch {
    return undefined;
  }
}
