import type { CalendarDay } from "../../base/clock/calendar-day";
import type { UserError } from "../graphql/user-error";
import { userError } from "./user-input-error";

const bad = (field: string, message: string) => userError("BAD_USER_INPUT", field, message);

/** The key of a row that people write, as imports take it. */
export function codeProblem(code: string): UserError | false {
  return (
    !/^[A-Za-z0-9][A-Za-z0-9./-]{0,49}$/.test(code) &&
    bad(
      "code",
      `expected 1 to 50 letters, digits, points, slashes and hyphens; got ${JSON.stringify(code.slice(0, 60))}.`,
    )
  );
}

/** A text that is blank, longer than it may be, or would not be kept as it came: a NUL, half of a character. */
export function textProblem(field: string, text: string | null | undefined, most = 500): UserError | false {
  if (text == null) return false;
  const fits = text.trim() !== "" && text.length <= most && text.isWellFormed() && !text.includes("\u0000");
  return (
    !fits && bad(field, `expected 1 to ${most} characters, not all blank, and no NUL; got ${text.length}.`)
  );
}

/** A day of something that has happened, and cannot be after `now`. */
export function dayProblem(
  field: string,
  day: CalendarDay | null | undefined,
  now: CalendarDay,
): UserError | false {
  return day != null && day > now && bad(field, `expected today, ${now}, or before; got ${day}.`);
}

/** A number that must be at least, or more than, another. */
export function leastProblem(
  field: string,
  value: number | null | undefined,
  least: number,
  exclusive = false,
): UserError | false {
  if (value == null || (exclusive ? value > least : value >= least)) return false;
  return bad(field, `expected ${exclusive ? "more than" : "at least"} ${least}; got ${value}.`);
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
