import type { FormattedExecutionResult } from "graphql";
import type { Formatted } from "../http/format-answer";
import { isJsonObject, type JsonObject } from "../values/json";

/** An answer as it is sent, and what of it decides whether it is another than the one before. */
export interface AnswerText {
  json: string;
  /** The same without what differs each time: request ids, the cost that was used. */
  compared: string;
  /** Codes of its errors. */
  codes: ReadonlySet<unknown>;
}

const noCodes: ReadonlySet<unknown> = new Set();

/** `isPlain`: bytes hold nothing but data. */
export function writeAnswerText(answer: Formatted, isPlain: boolean): AnswerText {
  if (Buffer.isBuffer(answer) && isPlain) {
    const json = answer.toString("utf8").trimEnd();
    return { json, compared: json, codes: noCodes };
  }
  const result: FormattedExecutionResult = Buffer.isBuffer(answer) ? JSON.parse(answer.toString()) : answer;
  const { data, errors = [] } = result;
  return {
    json: JSON.stringify(result),
    compared: JSON.stringify({ data, errors: errors.map(withoutIds) }),
    codes: new Set(errors.map(({ extensions }) => extensions?.code)),
  };
}

/** The answer with the mark that it may be of the past: the feed of changes of a subgraph that it is from is behind. */
export function markAsBehind(json: string): string {
  if (isPlainData(json)) return `${json.slice(0, -1)},"extensions":{"live":{"isBehind":true}}}`;
  const result: JsonObject = JSON.parse(json);
  const extensions = isJsonObject(result.extensions) ? result.extensions : {};
  return JSON.stringify({ ...result, extensions: { ...extensions, live: { isBehind: true } } });
}

/** Whether nothing stands beside `data`, as far as can be seen without reading it: no name of ours is a column's text. */
function isPlainData(json: string): boolean {
  return json.startsWith('{"data":') && !json.includes('"extensions"');
}

function withoutIds({ extensions = {}, ...error }: NonNullable<FormattedExecutionResult["errors"]>[number]) {
  const { requestId: _id, retryAfter: _seconds, ...lasting } = extensions;
  return { ...error, extensions: lasting };
}
