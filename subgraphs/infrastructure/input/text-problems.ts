import type { UserError } from "../../../shared/kit/graphql/user-error";
import { userError } from "../../../shared/kit/mutation/user-input-error";

/** Refuses the value of a field of `input`. */
export function bad(field: string, message: string): UserError {
  return userError("BAD_USER_INPUT", field, message);
}

const maxText = 2_000;

/** Texts that are too long, or that would not be stored as they came: a NUL, or half of a character. */
export function textProblems(texts: Record<string, string | null | undefined>): (UserError | false)[] {
  return Object.entries(texts).map(([field, text]) => {
    const fits = text == null || (text.length <= maxText && text.isWellFormed() && !text.includes("\u0000"));
    return (
      !fits && bad(field, `expected at most ${maxText} whole characters and no NUL; got ${text.length}.`)
    );
  });
}
