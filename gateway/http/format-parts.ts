import type { FormattedExecutionResult } from "graphql";
import type { ErrorFormatter } from "../../shared/http/server/format-error";
import type { AnswerInParts, LaterPart } from "../request/answer";
import type { OperationRecord } from "../request/operation-record";
import { formatResult, recordOutcomes } from "./format-answer";

/** A part as its client gets it. */
export type FormattedPart = Pick<LaterPart, "label" | "path"> & FormattedExecutionResult;

/** An answer in parts as its client gets it. */
export interface FormattedParts {
  first: FormattedExecutionResult;
  rest: AsyncIterable<{ parts: readonly FormattedPart[]; hasNext: boolean }>;
}

/** Formats each part when it is there. The log has one operation, whose outcome is the first error's of all parts. */
export function formatParts(
  { first, rest }: AnswerInParts,
  formatError: ErrorFormatter,
  record: OperationRecord | undefined,
): FormattedParts {
  const formatted = formatResult(first, formatError);
  const all = [formatted];
  // What a client that goes away has not waited for is in the log as far as it came.
  const recordAll = () => record && recordOutcomes(record, all);
  recordAll();
  const formatRest = async function* () {
    for await (const { parts, hasNext } of rest) {
      const formattedParts = parts.map(({ label, path, data, errors }) => {
        const part = formatResult({ data, ...(errors && { errors }) }, formatError);
        all.push(part);
        return { ...(label !== undefined && { label }), path, ...part };
      });
      recordAll();
      yield { parts: formattedParts, hasNext };
    }
  };
  return { first: formatted, rest: formatRest() };
}
