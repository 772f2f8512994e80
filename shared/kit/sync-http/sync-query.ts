import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { badInput, GraphError } from "../../base/errors/graph-error";
import type { Language } from "../../import/report/translate";
import type { SyncForm } from "../../import/sync/read-objects";
import { flagParameter, languageParameter, readParameters } from "../import-http/query-parameters";
import { keyProblem } from "../mutation/idempotent-answer";

const query = z.strictObject({
  dryRun: flagParameter,
  language: languageParameter,
  /** What the program calls where its rows come from. */
  source: z
    .string()
    .regex(/^[^\p{C}]{1,200}$/u, "expected 1 to 200 characters that can be printed")
    .default("-"),
});

/** What the address and the headers of a sync say. */
export interface SyncQuery {
  dryRun: boolean;
  language: Language;
  source: string;
  form: SyncForm;
  /** Of the header `Idempotency-Key`; undefined where there is none. */
  key: string | undefined;
}

/** @throws GraphError BAD_USER_INPUT, UNSUPPORTED_MEDIA_TYPE. */
export function readSyncQuery(given: unknown, headers: IncomingHttpHeaders): SyncQuery {
  return {
    ...readParameters(query, given),
    ...{ form: formOf(headers["content-type"]), key: keyOf(headers["idempotency-key"]) },
  };
}

function formOf(contentType = ""): SyncForm {
  const [type = ""] = contentType.toLowerCase().split(";");
  if (type.trim() === "application/json") return "json";
  if (["application/x-ndjson", "application/jsonl", "application/ndjson"].includes(type.trim()))
    return "ndjson";
  const expected = "application/json, an array of objects, or application/x-ndjson, an object a line";
  throw new GraphError(
    "UNSUPPORTED_MEDIA_TYPE",
    `Expected the Content-Type ${expected}; got ${JSON.stringify(type.slice(0, 60))}.`,
  );
}

/** A text as it stands, or in quotes as structured fields write it (RFC 9651): the same key. */
function keyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = [header].flat().join(", ").trim();
  const key = /^"(?:[^"\\]|\\["\\])*"$/.test(text) ? text.slice(1, -1).replace(/\\(["\\])/g, "$1") : text;
  const problem = keyProblem(key);
  if (problem === undefined) return key;
  throw badInput(`Idempotency-Key: expected ${problem}.`, ["Idempotency-Key"]);
}
