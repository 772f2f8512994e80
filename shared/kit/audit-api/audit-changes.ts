import type { Sql } from "sql-template-tag";
import { GraphError } from "../../base/errors/graph-error";
import { entriesSql } from "../audit/append-entry";
import { AuditKind } from "../audit/audit-enums";
import type { SubgraphContext } from "../context/context";

/** The statement that adds what a mutation has done, the last one of its transaction: what cannot be put down is not done. */
export function changeEntrySql(
  { viewer }: SubgraphContext,
  operation: string,
  input: object,
  changed: object,
): Sql {
  return entriesSql([{ kind: AuditKind.CHANGE, viewer, operation, keys: keysOf(changed), details: input }]);
}

/** What a mutation is answered whose entry could not be added. */
export function notPutDown(cause: unknown): GraphError {
  const message = "The change cannot be put down in the audit now, so it was not made; try again shortly.";
  return new GraphError("SERVICE_UNAVAILABLE", message, { cause });
}

/** The key of a row, under the names that keys have. */
function keysOf(changed: object): string[] {
  const key = ["id", "code", "unit"]
    .map((name): unknown => Reflect.get(changed, name))
    .find((value) => value != null);
  return typeof key === "string" || typeof key === "number" ? [String(key)] : [];
}
