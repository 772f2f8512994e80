import { GraphError } from "../../base/errors/graph-error";
import type { Database } from "../../database/database";
import { type AuditHead, appendEntries } from "../audit/append-entry";
import { AuditKind } from "../audit/audit-enums";
import type { SubgraphContext } from "../context/context";

/**
 * Adds what a mutation has done, in its transaction: what cannot be put down is not done.
 * @throws GraphError SERVICE_UNAVAILABLE when the entry cannot be added.
 */
export async function auditChange(
  transaction: Database,
  { viewer }: SubgraphContext,
  operation: string,
  input: object,
  changed: object,
): Promise<AuditHead> {
  const event = { kind: AuditKind.CHANGE, viewer, operation, keys: keysOf(changed), details: input };
  return appendEntries(transaction, [event]).catch((cause: unknown) => {
    const message = "The change cannot be put down in the audit now, so it was not made; try again shortly.";
    throw new GraphError("SERVICE_UNAVAILABLE", message, { cause });
  });
}

/** The key of a row, under the names that keys have. */
function keysOf(changed: object): string[] {
  const key = ["id", "code", "unit"]
    .map((name): unknown => Reflect.get(changed, name))
    .find((value) => value != null);
  return typeof key === "string" || typeof key === "number" ? [String(key)] : [];
}
