import { badInput, GraphError } from "../../shared/base/errors/graph-error";
import { quote } from "../../shared/base/errors/quote";
import type { AddressValues } from "../query-shares/query-share";
import { reservedParameters } from "../saved-queries/check-content";
import { tableFormats } from "../table-formats/table-formats";
import { type FormatName, formatNames } from "../table-formats/writing/table-format";
import { type FileParameters, readFileParameters } from "../table-http/table-parameters";
import { isJsonObject } from "../values/json";

/** What `/tables/NAME.FORMAT?…` asks for. */
export interface TableAddress {
  /** Of the saved query. */
  name: string;
  format: FormatName;
  file: Omit<FileParameters, "format" | "fileName" | "language"> & {
    language: FileParameters["language"] | undefined;
  };
  /** Which list of the answer. */
  list: string | undefined;
  /** Key of a share; absent where it is asked for with a token, or by the public. */
  share: string | undefined;
  /** All other parts: parameters of the saved query. */
  values: AddressValues;
}

/** Most parts of an address, each value of a list for itself. */
const mostValues = 1_000;

/** Reads the last part of the path, and the search. Throws NOT_FOUND for no such path, BAD_USER_INPUT for what does not fit. */
export function readAddress(file: string, search: unknown): TableAddress {
  const [, name = "", extension = ""] = /^(.+)\.([A-Za-z]+)$/.exec(file) ?? [];
  const format = formatNames.find(
    (each) => each === extension.toLowerCase() || tableFormats[each].extension === extension.toLowerCase(),
  );
  if (name === "" || format === undefined) {
    throw new GraphError(
      "NOT_FOUND",
      `Expected the name of a saved query and a format, such as long-loans.csv (${formatNames.join(", ")}); got ${quote(file)}.`,
    );
  }
  const given = valuesOf(search);
  const single = (key: string) => {
    const value = given[key];
    if (value === undefined || typeof value === "string") return value || undefined;
    throw badInput(`Expected ${key} once in the address.`);
  };
  const { limit, locale, language } = readFileParameters({
    ...{ format, language: single("language"), locale: single("locale"), limit: single("limit") },
  });
  const values = Object.entries(given).filter(([key]) => !reservedParameters.includes(key));
  return {
    ...{ name, format, list: single("list"), share: single("share") },
    file: { locale, limit, language: single("language") === undefined ? undefined : language },
    values: Object.fromEntries(values),
  };
}

function valuesOf(search: unknown): Record<string, string | string[]> {
  if (!isJsonObject(search)) return {};
  const entries = Object.entries(search).map(([key, value]) => [key, checked(key, value)] as const);
  if (entries.reduce((sum, [, value]) => sum + [value].flat().length, 0) > mostValues)
    throw badInput(`Expected at most ${mostValues} values in the address.`);
  return Object.fromEntries(entries);
}

function checked(key: string, value: unknown): string | string[] {
  const texts = [value].flat();
  if (!texts.every((text) => typeof text === "string"))
    throw badInput(`Expected ${quote(key)} to be a text.`);
  return texts.length === 1 ? (texts[0] ?? "") : texts;
}
