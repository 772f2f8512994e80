import type { GraphQLFormattedError } from "graphql";
import { z } from "zod";
import type { ErrorCode } from "../../shared/base/errors/registry";
import { isJsonObject } from "../values/json";
import { BadAnswer } from "./bad-answer";
import type { HttpAnswer } from "./exchange";

export interface CheckedAnswer {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  /** The whole answer as it came. */
  bytes: Buffer;
  /** It is what was expected, byte for byte, and was not read again: `data` and `errors` are not here. */
  isExpected?: true;
  /** That it is as of, where that was asked for. */
  state?: string;
  /** As of when it is, ISO 8601, where it was read from a replica that may be behind. */
  dataAsOf?: string;
}

/**
 * A subgraph is trusted with its data, not with its manners. Apollo's own data source takes `{}` for an
 * answer and leaves null without an error, and shows the URL and body of a 500 to the client. Here an
 * answer is GraphQL's: an object with `data`, or with `errors` that explain why there is none.
 * See https://spec.graphql.org/October2021/#sec-Response-Format
 *
 * One that equals an answer that was found good before is as good as that, and is not read.
 *
 * Throws BadAnswer for everything else.
 */
export function checkAnswer({ status, ...whole }: HttpAnswer, expected?: Buffer): CheckedAnswer {
  const { bytes } = whole;
  if (status === 200 && expected?.equals(bytes)) return { ...whole, isExpected: true };
  const text = bytes.toString("utf8");
  // In a resolver's error, `UNAUTHENTICATED` is about the viewer; the status is about our internal token.
  if (status === 401) throw new BadAnswer(`Expected our statement to be taken; status 401: ${excerpt(text)}`);
  const json = parseJson(text, status);
  // Nearly every answer; the schema would copy it.
  if (isJsonObject(json) && json.errors === undefined && isJsonObject(json.data))
    return { ...whole, data: json.data };
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) {
    throw new BadAnswer(`Expected data or errors; status ${status}: ${excerpt(text)}`);
  }
  const { data, errors } = parsed.data;
  if (!errors && !data) throw new BadAnswer(`Expected data; status ${status}: ${excerpt(text)}`);
  return {
    ...whole,
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map(passOn) }),
  };
}

/** Codes that mean the same to the client as to the gateway. Another one is the gateway's own doing. */
const passedOn: ReadonlySet<unknown> = new Set<ErrorCode>([
  "BAD_USER_INPUT",
  "INVALID_CURSOR",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "QUERY_TOO_COMPLEX",
  "QUERY_TIMEOUT",
  "OUTCOME_UNKNOWN",
  "SERVICE_UNAVAILABLE",
  "INTERNAL_SERVER_ERROR",
]);

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string(),
        path: z
          .array(z.union([z.string(), z.number()]))
          .optional()
          .catch(undefined),
        extensions: z.record(z.string(), z.unknown()).optional().catch(undefined),
      }),
    )
    .min(1)
    .optional(),
});

type AnsweredError = NonNullable<z.output<typeof answerSchema>["errors"]>[number];

/** Locations are left out: they are of the subgraph's query, which the client never wrote. */
function passOn({ message, path, extensions = {} }: AnsweredError): GraphQLFormattedError {
  const { code, argument, retryAfter } = extensions;
  const selected = passedOn.has(code)
    ? { code, ...(argument !== undefined && { argument }), ...(retryAfter !== undefined && { retryAfter }) }
    : {};
  return { message, ...(path && { path }), extensions: selected };
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BadAnswer(`Expected JSON; status ${status}: ${excerpt(text)}`, { cause });
  }
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
