import { localeOf } from "../i18n/locale-of";
import { useLanguage } from "../i18n/use-language";

/** Writes instants and numbers as the page's language does, by Hanoi's clock. */
export function useInstant(): { at(instant: string): string; count(value: number): string } {
  const locale = localeOf(useLanguage());
  const instants = new Intl.DateTimeFormat(locale, {
    ...{ dateStyle: "short", timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" },
  });
  const numbers = new Intl.NumberFormat(locale);
  return { at: (instant) => instants.format(new Date(instant)), count: (value) => numbers.format(value) };
}
