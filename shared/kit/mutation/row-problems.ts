import type { CalendarDay } from "../../base/clock/calendar-day";
import type { UserError } from "../graphql/user-error";
import { badField, userError } from "./user-input-error";

/** The key of a row that people write, as imports take it. */
export function codeProblem(code: string): UserError | false {
  return (
    !/^[A-Za-z0-9][A-Za-z0-9./-]{0,49}$/.test(code) &&
    badField(
      "code",
      `expected 1 to 50 letters, digits, points, slashes and hyphens; got ${JSON.stringify(code.slice(0, 60))}.`,
    )
  );
}

/** A text that must say something: blank, too long, or not as PostgreSQL and JSON could return it. */
export function textProblem(field: string, text: string | null | undefined, most = 500): UserError | false {
  if (text == null || (text.trim() !== "" && text.length <= most && isStorable(text))) return false;
  const expected = `1 to ${most} characters, not all blank, and no NUL`;
  return badField(field, `expected ${expected}; got ${lengthOrFault(text)}.`);
}

/** Texts that may be blank, by their fields: too long, or not as PostgreSQL and JSON could return them. */
export function textProblems(
  texts: Record<string, string | null | undefined>,
  most = 2_000,
): (UserError | false)[] {
  return Object.entries(texts).map(
    ([field, text]) =>
      text != null &&
      (text.length > most || !isStorable(text)) &&
      badField(field, `expected at most ${most} characters and no NUL; got ${lengthOrFault(text)}.`),
  );
}

/** Whether a text is stored as it came: PostgreSQL has no NUL, and UTF-8 no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

function lengthOrFault(text: string): string {
  if (text.includes("\u0000")) return "one with a NUL";
  return text.isWellFormed() ? String(text.length) : "one with half of a character";
}

/** A day of something that has happened, and cannot be after `now`. */
export function dayProblem(
  field: string,
  day: CalendarDay | null | undefined,
  now: CalendarDay,
): UserError | false {
  return day != null && day > now && badField(field, `expected today, ${now}, or before; got ${day}.`);
}

/** A number that must be at least, or more than, another. */
export function leastProblem(
  field: string,
  value: number | null | undefined,
  least: number,
  exclusive = false,
): UserError | false {
  if (value == null || (exclusive ? value > least : value >= least)) return false;
  return badField(field, `expected ${exclusive ? "more than" : "at least"} ${least}; got ${value}.`);
}

/** A key that nothing has: `what` completes "expected the code of …". */
export function unknownKey(
  field: string,
  key: string | null | undefined,
  isKnown: boolean,
  what: string,
): UserError | false {
  return (
    key != null &&
    !isKnown &&
    userError("NOT_FOUND", field, `expected ${what}; got ${JSON.stringify(key.slice(0, 60))}.`)
  );
}
