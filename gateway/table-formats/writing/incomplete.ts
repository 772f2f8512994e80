import { GraphQLError } from "graphql";
import { type ErrorCode, isErrorCode } from "../../../shared/base/errors/registry";
import type { Language } from "../../tables/table";

/** Why a table ends before its end, as a client may know it. */
export interface Incomplete {
  message: string;
  code: ErrorCode;
}

/** What was meant for the client, or that the fault is ours, without a word more. */
export function incompleteBecause(error: unknown): Incomplete {
  const code = error instanceof GraphQLError ? error.extensions.code : undefined;
  if (error instanceof GraphQLError && isErrorCode(code)) return { message: error.message, code };
  return { message: "The rest of the table could not be made.", code: "INTERNAL_SERVER_ERROR" };
}

const sentences: Record<Language, string> = {
  en: "INCOMPLETE: this table ends before its end",
  vi: "KHÔNG ĐẦY ĐỦ: bảng này bị ngắt giữa chừng",
};

/** The same as a sentence, for the last line of a table. */
export function incompleteText(error: unknown, language: Language): string {
  const { message, code } = incompleteBecause(error);
  return `${sentences[language]} (${code}: ${message})`;
}
