import { mayWriteFor } from "../identity/require-organization";
import type { Viewer } from "../identity/viewer";
import { UserInputError, userError } from "./user-input-error";

/**
 * Gives a row on to who may change it. To everybody else it is one that does not exist: a refusal of its own would tell
 * which keys there are, and which of them are whose.
 *
 * @param what completes "expected the …", e.g. `id of a task`; `key` is what the input said, at `field`.
 * @throws UserInputError NOT_FOUND.
 */
export function ownRow<Row>(
  viewer: Viewer,
  row: Row | null,
  writers: readonly string[],
  { what, field, key }: { what: string; field: string; key: string },
): Row {
  if (row !== null && mayWriteFor(viewer, writers)) return row;
  const message = `expected the ${what} that you may change; got ${JSON.stringify(key.slice(0, 50))}.`;
  throw new UserInputError([userError("NOT_FOUND", field, message)]);
}
