import { useMemo } from "react";
import type { Language } from "../../../../tables/table";
import { localeOf } from "../../i18n/locale-of";
import { useLanguage } from "../../i18n/use-language";

/** Writes figures as people of the page's language read them; a missing one is a dash. */
export interface Format {
  language: Language;
  /** As an argument of the graph. */
  lang: "VI" | "EN";
  count(value: number | null | undefined): string;
  /** A number with at most two decimals. */
  number(value: number | null | undefined): string;
  /** A rate of 0 to 1 as a percentage. */
  percent(value: number | null | undefined): string;
  /** A day as YYYY-MM-DD. */
  day(value: string | null | undefined): string;
  /** A period as the graph has it: a day, days from and to, or what is written as it is, such as a year or a quarter. */
  period(value: string): string;
  /** A decimal as the graph has it, in a unit of measurement: a `ratio` is a percentage. */
  decimal(value: string | null | undefined, unit: string | null | undefined): string;
}

export const noFigure = "–";

/** The formats of the page's language. */
export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}

function createFormat(language: Language): Format {
  const locale = localeOf(language);
  const counts = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 });
  const decimals = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
  const days = new Intl.DateTimeFormat(locale, {
    ...{ day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" },
  });
  const writeDay = (value: string) => days.format(new Date(`${value}T00:00:00Z`));
  const or =
    <Value>(write: (value: Value) => string) =>
    (value: Value | null | undefined) =>
      value === null || value === undefined ? noFigure : write(value);
  return {
    language,
    lang: language === "en" ? "EN" : "VI",
    count: or((value) => counts.format(value)),
    number: or((value) => numbers.format(value)),
    percent: or((value) => percents.format(value)),
    day: or(writeDay),
    period: (value) =>
      value
        .split("/")
        .map((part) => (/^\d{4}-\d{2}-\d{2}$/.test(part) ? writeDay(part) : part))
        .join(" – "),
    decimal: (value, unit) =>
      value === null || value === undefined
        ? noFigure
        : unit === "ratio"
          ? percents.format(Number(value))
          : // Digit by digit: a decimal of the graph may have more of them than a binary number.
            decimals.format(value as Intl.StringNumericLiteral),
  };
}
