import { type DocumentNode, GraphQLError, Lexer, parse, Source, TokenKind } from "graphql";
import { GraphError } from "../../shared/base/errors/graph-error";
import { deepTextProblem } from "../../shared/http/input/input-limits";
import { tooComplex } from "../cost/limits";

/**
 * Reads the text of a request. Its nodes do not know where in the text they stand: that takes as much again, and is needed
 * only for errors. graphql-js' own `parse` of the same text gives it.
 *
 * Throws GraphError GRAPHQL_PARSE_FAILED for what is not GraphQL, QUERY_TOO_COMPLEX for more than `maxTokens` tokens or
 * more levels than can be read, BAD_USER_INPUT where these are a value's.
 */
export function parseDocument(text: string, maxTokens: number | undefined): DocumentNode {
  try {
    return parse(text, { noLocation: true, ...(maxTokens !== undefined && { maxTokens }) });
  } catch (error) {
    // It is read by recursion.
    if (error instanceof RangeError)
      throw deepTextProblem(text) ?? tooComplex("more levels than can be read");
    if (!(error instanceof GraphQLError)) throw error;
    if (maxTokens !== undefined && hasMoreTokens(text, maxTokens)) {
      throw tooComplex(`more than ${maxTokens.toLocaleString("en")} tokens`);
    }
    throw new GraphError("GRAPHQL_PARSE_FAILED", error.message, { at: error });
  }
}

/** Asked only when a text cannot be read: what is wrong with it may come after the last token that is read. */
function hasMoreTokens(text: string, maxTokens: number): boolean {
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; count <= maxTokens; count++) {
      if (lexer.advance().kind === TokenKind.EOF) return false;
    }
    return true;
  } catch {
    // Not even a token: that is the fault, and comes before the limit.
    return false;
  }
}
