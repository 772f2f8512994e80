import type { ExecutionResult, GraphQLError } from "graphql";
import type { JsonObject, ResponsePath } from "../values/json";

/** Bytes of the whole answer where nothing went wrong; else data and errors, which have still to be formatted. */
export type Answer = Buffer | ExecutionResult<JsonObject>;

/** An answer of which some comes later. */
export interface AnswerInParts {
  first: ExecutionResult<JsonObject>;
  rest: AsyncIterable<LaterParts>;
}

/** What comes together. */
export interface LaterParts {
  parts: readonly LaterPart[];
  /** Whether there is more to come. */
  hasNext: boolean;
}

/** Fields of an object that come after it. */
export interface LaterPart {
  /** As the operation names the fragment. */
  label?: string;
  /** Of the object, from the answer's root. */
  path: ResponsePath;
  /** Null where an error has taken all of it. */
  data: JsonObject | null;
  /** At their paths from the answer's root. */
  errors?: readonly GraphQLError[];
}

export function isInParts(answer: Answer | AnswerInParts): answer is AnswerInParts {
  return "rest" in answer;
}
