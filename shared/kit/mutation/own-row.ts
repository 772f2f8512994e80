import { mayWriteFor } from "../../http/identity/require-organization";
import type { Viewer } from "../../http/identity/viewer";
import type { UserError } from "../graphql/user-error";
import { UserInputError, userError } from "./user-input-error";

/** The row is another's, or there is none. */
export class RowWithheld extends UserInputError {
  constructor(
    readonly key: string,
    error: UserError,
  ) {
    super([error]);
  }
}

/**
 * Returns a row to a viewer who may change it. To everybody else it is one that does not exist: a refusal of its own would reveal
 * which keys there are, and which of them are whose.
 *
 * @param what completes "expected the …", e.g. `id of a task`; `key` is what the input said, at `field`, unless that was
 * `got`, the id of the key in the whole graph.
 * @throws RowWithheld NOT_FOUND.
 */
export function ownRow<Row>(
  viewer: Viewer,
  row: Row | null,
  writers: readonly string[],
  { what, field, key, got = key }: { what: string; field: string; key: string; got?: string },
): Row {
  if (row !== null && mayWriteFor(viewer, writers)) return row;
  const message = `expected the ${what} that you may change; got ${JSON.stringify(got.slice(0, 50))}.`;
  throw new RowWithheld(key.slice(0, 50), userError("NOT_FOUND", field, message));
}
