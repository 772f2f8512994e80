import { GraphQLError } from "graphql";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import { operationKindOf } from "../document/operation-kind";
import { formatAnswer, isRefused } from "../http/format-answer";
import type { LiveAnswer } from "../live/live-answer";
import type { LiveQueries } from "../live/live-queries";
import type { OperationRequest, Pipeline } from "../pipeline/pipeline";
import type { Answer } from "../request/answer";
import type { GatewayContext } from "../request/context";
import { toBytes, withoutBreaks } from "./answer-bytes";

/** An operation that answers once or again and again, or why it does not begin: then nothing of it was executed. */
export type BegunOperation =
  | { refused: readonly GraphQLError[] }
  /** Each the JSON of a whole answer, in one line. */
  | { answers: AsyncIterator<Buffer> };

export type BeginOperation = (
  operation: OperationRequest | GraphQLError,
  context: GatewayContext,
  /** When nobody waits for its answers any more. */
  signal: AbortSignal,
) => Promise<BegunOperation>;

export interface OperationStarterOptions {
  pipeline: () => Pick<Pipeline, "answer">;
  live: Pick<LiveQueries, "subscribe">;
  formatError: ErrorFormatter;
}

/** Begins operations of connections that outlive one answer: a subscription as a live query, all else as at `/graphql`. */
export function createOperationStarter({
  pipeline,
  live,
  formatError,
}: OperationStarterOptions): BeginOperation {
  return async (operation, context, signal) => {
    const { record } = context;
    const begun = await begin(operation, context, signal);
    if (record) record.outcome = outcomeOf(begun);
    if ("refused" in begun) return begun;
    if ("live" in begun) return { answers: toBytes(begun.live) };
    const answer = formatAnswer(begun.answer, formatError);
    const bytes = Buffer.isBuffer(answer) ? answer : Buffer.from(JSON.stringify(answer));
    return { answers: once(withoutBreaks(bytes)) };
  };

  async function begin(
    operation: OperationRequest | GraphQLError,
    context: GatewayContext,
    signal: AbortSignal,
  ): Promise<Begun> {
    if (operation instanceof GraphQLError) return { refused: [operation] };
    if (operationKindOf(operation.query, operation.operationName) === "subscription") {
      // The deadline is one answer's; who holds a live query has none.
      const { signals: _signals, ...held } = context;
      const begun = await live.subscribe(operation, held, signal);
      return "errors" in begun ? { refused: begun.errors } : { live: begun.answers };
    }
    const answer = await pipeline().answer(operation, context);
    return isRefused(answer) ? { refused: answer.errors ?? [] } : { answer };
  }
}

type Begun = { refused: readonly GraphQLError[] } | { answer: Answer } | { live: AsyncIterator<LiveAnswer> };

/** For the log: `OK`, or the code of the first error. */
function outcomeOf(begun: Begun): string {
  if ("live" in begun) return "OK";
  const errors =
    "refused" in begun ? begun.refused : Buffer.isBuffer(begun.answer) ? [] : begun.answer.errors;
  const [first] = errors ?? [];
  return first ? String(first.extensions.code ?? "INTERNAL_SERVER_ERROR") : "OK";
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
