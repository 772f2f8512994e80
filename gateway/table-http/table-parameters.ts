import { GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import { type FormatName, formatNames, type Locale, locales } from "../table-formats/writing/table-format";
import { type Language, languages } from "../tables/table";
import { isJsonObject, type JsonObject } from "../values/json";

/** How a client wants a table besides what is in it. */
export interface FileParameters {
  format: FormatName;
  language: Language;
  locale: Locale;
  fileName?: string | undefined;
  /** At most so many rows of each table. */
  limit?: number | undefined;
}

/** `format`, `language`, `locale`, `fileName` and `limit` of a body or an address. Throws BAD_USER_INPUT for what they cannot be. */
export function readFileParameters(given: JsonObject): FileParameters {
  const { fileName, limit } = given;
  if (fileName !== undefined && fileName !== null && typeof fileName !== "string")
    throw unfit("fileName", "a text", fileName);
  const language = oneOf("language", languages, given.language, "en");
  return {
    format: oneOf("format", formatNames, given.format, undefined),
    language,
    locale: oneOf("locale", locales, given.locale, "en"),
    ...(typeof fileName === "string" && { fileName }),
    ...(limit !== undefined && limit !== null && { limit: readLimit(limit) }),
  };
}

/** Throws BAD_REQUEST for a key that a body does not have: what is misspelt would do nothing, unseen. */
export function refuseUnknownKeys(given: JsonObject, known: readonly string[]): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new GraphError(
    "BAD_REQUEST",
    `Expected of ${known.join(", ")} in the POST body; got ${quote(unknown)}.`,
  );
}

/** Throws BAD_REQUEST for a body that is no object. */
export function requireObject(body: unknown): JsonObject {
  if (isJsonObject(body)) return body;
  throw new GraphError(
    "BAD_REQUEST",
    'Expected the POST body to be an object such as {"query": "{ … }", "format": "csv"}.',
  );
}

function oneOf<Name extends string>(
  key: string,
  names: readonly Name[],
  given: unknown,
  fallback: Name | undefined,
): Name {
  if ((given === undefined || given === null) && fallback !== undefined) return fallback;
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  throw unfit(key, `one of ${names.join(", ")}`, given);
}

function readLimit(given: unknown): number {
  const limit = typeof given === "string" && /^\d{1,15}$/.test(given) ? Number(given) : given;
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 1) return limit;
  throw unfit("limit", "a whole number from 1 on", given);
}

function unfit(key: string, expected: string, given: unknown): GraphError {
  const got =
    given === undefined ? "nothing" : typeof given === "string" ? quote(given) : JSON.stringify(given);
  return new GraphError("BAD_USER_INPUT", `${key}: expected ${expected}; got ${got}.`, { argument: [key] });
}
