import type { ExecutionResult, FormattedExecutionResult, GraphQLError } from "graphql";
import { type ErrorCode, errorRegistry, isErrorCode } from "../../shared/base/errors/registry";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { Answer } from "../request/answer";
import type { OperationRecord } from "../request/operation-record";
import type { AnswerType } from "./answer-type";

/** An answer as its client gets it: bytes where nothing went wrong. */
export type Formatted = Buffer | FormattedExecutionResult;

export function formatAnswer(answer: Answer, formatError: ErrorFormatter): Formatted {
  return Buffer.isBuffer(answer) ? answer : formatResult(answer, formatError);
}

export function formatResult(
  { errors, data, extensions }: ExecutionResult,
  formatError: ErrorFormatter,
): FormattedExecutionResult {
  const format = (error: GraphQLError) => {
    const { code = "INTERNAL_SERVER_ERROR" } = error.extensions;
    return formatError({ ...error.toJSON(), extensions: { ...error.extensions, code } }, error);
  };
  return {
    ...(errors && { errors: errors.map(format) }),
    ...(data !== undefined && { data }),
    ...(extensions && { extensions }),
  };
}

/** Records how operations ended that one request asked for: `OK`, or the code of the first error. */
export function recordOutcomes(record: OperationRecord, answers: readonly Formatted[]): void {
  const outcomes = answers.map(outcomeOf);
  record.outcome = outcomes.find((outcome) => outcome !== "OK") ?? "OK";
  if (!record.batch) return;
  for (const [at, each] of record.batch.entries()) each.outcome = outcomes[at] ?? "OK";
  record.cost = record.batch.reduce((sum, { cost = 0 }) => sum + cost, 0);
}

function outcomeOf(answer: Formatted): string {
  return String((!Buffer.isBuffer(answer) && answer.errors?.[0]?.extensions?.code) || "OK");
}

/** Whether there is no `data`, not even null: nothing was executed. */
export function isRefused(answer: Formatted): answer is FormattedExecutionResult {
  return !Buffer.isBuffer(answer) && answer.data === undefined;
}

/** Errors of a request that could be read: it was GraphQL over HTTP, and the answer is GraphQL's. */
export const answeredCodes: ReadonlySet<unknown> = new Set<ErrorCode>([
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "BAD_USER_INPUT",
  "OPERATION_RESOLUTION_FAILURE",
  "QUERY_TOO_COMPLEX",
]);

/** That of the first error's code where nothing was executed; once `data` is there, even null, it is 200. */
export function statusOf(answer: Formatted, { isLegacy }: AnswerType): number {
  if (!isRefused(answer)) return 200;
  const code = answer.errors?.[0]?.extensions?.code;
  if (isLegacy && answeredCodes.has(code)) return 200;
  return isErrorCode(code) ? errorRegistry[code].status : errorRegistry.INTERNAL_SERVER_ERROR.status;
}
