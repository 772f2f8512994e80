import type { GraphQLSchema } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import type { Limits } from "../cost/limits";
import { checkContent } from "./check-content";
import type { SavedQuery, SchemaProblem } from "./saved-query";
import { typeAt } from "./schema-used";

/** How a saved query does not fit a schema; empty while it gives the table that it was saved for. */
export type FindSchemaProblems = (
  query: Pick<SavedQuery, "content" | "contentHash" | "parameters" | "schemaUsed">,
) => readonly SchemaProblem[];

/**
 * Compares saved queries with the schema that is served now. A field that is gone is told by its coordinate, one whose type
 * is another by both types: the query may be valid all the same, and its table is not what it was. What was found is kept
 * until there is another schema.
 */
export function createSchemaProblems(
  schema: () => GraphQLSchema,
  limits: Limits | undefined,
): FindSchemaProblems {
  const bySchema = new WeakMap<GraphQLSchema, Map<string, readonly SchemaProblem[]>>();
  return (query) => {
    const current = schema();
    const known = bySchema.get(current) ?? new Map<string, readonly SchemaProblem[]>();
    bySchema.set(current, known);
    // A second text of the same content was saved with another schema, maybe.
    const key = `${query.contentHash} ${JSON.stringify(query.schemaUsed)}`;
    const found = known.get(key) ?? problemsOf(query, current, limits);
    if (known.size >= mostKnown) known.clear();
    known.set(key, found);
    return found;
  };
}

const mostKnown = 2_000;

function problemsOf(
  { content, parameters, schemaUsed }: Parameters<FindSchemaProblems>[0],
  schema: GraphQLSchema,
  limits: Limits | undefined,
): SchemaProblem[] {
  const compared = Object.entries(schemaUsed).flatMap(([coordinate, type]): SchemaProblem[] => {
    const now = typeAt(schema, coordinate);
    if (now === type) return [];
    return now === undefined
      ? [{ coordinate, message: `${coordinate} is gone.`, breaks: true }]
      : [{ coordinate, message: `${coordinate} was ${type}, and is ${now}.`, breaks: false }];
  });
  const invalid = invalidOf(() =>
    checkContent(content, content.kind === "sql" ? parameters : [], schema, limits),
  );
  // What is gone says it better than the validation's words about a text.
  if (invalid === undefined || compared.some(({ breaks }) => breaks)) return compared;
  return [...compared, { message: invalid, breaks: true }];
}

function invalidOf(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof GraphError) return error.message;
    throw error;
  }
}
