import type { UserErrorCode } from "../../base/errors/registry";
import type { UserError } from "../graphql/user-error";

/** The problems of a mutation's input. Thrown inside the transaction, so that nothing of it stays. */
export class UserInputError extends Error {
  override name = "UserInputError";

  constructor(readonly userErrors: UserError[]) {
    super(userErrors.map((error) => error.message).join(" "));
  }
}

/** One problem, at a field of `input`. */
export function userError(code: UserErrorCode, field: string, message: string): UserError {
  return { code, message: `${field}: ${message}`, field: ["input", field] };
}

/** A value of a field of `input` that is not as expected. */
export function badField(field: string, message: string): UserError {
  return userError("BAD_USER_INPUT", field, message);
}

/** Goes on only when there is no problem; otherwise all of them are reported together. */
export function refuseIfAny(problems: (UserError | false | null | undefined)[]): void {
  const userErrors = problems.filter((problem) => typeof problem === "object" && problem !== null);
  if (userErrors.length > 0) throw new UserInputError(userErrors);
}
