import type { Language } from "../../../tables/table";

const locales: Record<Language, string> = { vi: "vi-VN", en: "en-GB" };

/** By which numbers and days are written: in English as in Britain, with the day before the month, as in Vietnam. */
export function localeOf(language: Language): string {
  return locales[language];
}
