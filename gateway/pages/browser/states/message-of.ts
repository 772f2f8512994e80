import type { TFunction } from "i18next";
import { ApiError, noAnswer, notReached } from "../api/api-error";

/** A sentence for a person: the server's own where it has told one. */
export function messageOf(error: unknown, t: TFunction): string {
  if (error instanceof ApiError) {
    if (error.code === notReached) return t("errors.network");
    if (error.code === noAnswer) return t("errors.notJson", { status: error.status });
    return error.errors.map(({ message }) => message).join("\n");
  }
  return error instanceof Error ? error.message : String(error);
}
