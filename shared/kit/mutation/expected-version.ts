import type { UserError } from "../graphql/user-error";
import { userError } from "./user-input-error";

/**
 * The problem of a change that was decided on another state of a row than the present one, which is locked: somebody has
 * changed it since, and would be overwritten unseen.
 */
export function staleVersion(present: number, expected: number): UserError | false {
  if (present === expected) return false;
  return userError(
    "STALE_VERSION",
    "expectedVersion",
    `expected the present version, ${present}; got ${expected}.`,
  );
}
