import type { GraphQLFormattedError } from "graphql";

/** An answer as the client gets it. */
interface AnswerParts {
  data?: Readonly<Record<string, unknown>> | null | undefined;
  errors?: readonly GraphQLFormattedError[] | undefined;
}

/**
 * The seconds of `Retry-After` for an answer of which nothing came, for all of it was refused until later: the longest
 * that one of its errors gives. Undefined for any other: asking again would not help, or some of it is there.
 */
export function retryAfterOf({ data, errors }: AnswerParts): number | undefined {
  if (!errors || Object.values(data ?? {}).some((value) => value !== null)) return undefined;
  let longest: number | undefined;
  for (const { extensions } of errors) {
    const seconds = extensions?.retryAfter;
    if (typeof seconds !== "number") return undefined;
    longest = Math.max(longest ?? 0, seconds);
  }
  return longest;
}
