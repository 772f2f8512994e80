import { GraphQLError } from "graphql";
import type { Answer } from "../request/answer";

/**
 * The answer of a query as that of `subscription { live { … } }`: under the client's name of the field, and its errors at
 * paths that begin with it.
 */
export function putUnderLive(answer: Answer, name: string): Answer {
  if (Buffer.isBuffer(answer)) {
    // It was written by this process, as `{"data":…}` and perhaps `"extensions":…`.
    const { data, ...rest } = JSON.parse(answer.toString());
    return Buffer.from(`${JSON.stringify({ data: { [name]: data }, ...rest })}\n`);
  }
  const { data, errors, ...rest } = answer;
  return {
    ...rest,
    ...(errors && { errors: errors.map((error) => under(error, name)) }),
    ...(data !== undefined && { data: data && { [name]: data } }),
  };
}

/** An error without a path is of the whole. */
function under(error: GraphQLError, name: string): GraphQLError {
  const { message, path, nodes, originalError, extensions } = error;
  if (!path) return error;
  return new GraphQLError(message, { nodes, originalError, extensions, path: [name, ...path] });
}
