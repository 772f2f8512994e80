import { GraphError } from "../../base/errors/graph-error";
import { RequestWork } from "../../base/work/request-work";
import { AuditKind } from "../audit/audit-enums";
import type { SubgraphContext } from "../context/context";

/**
 * Puts down which single rows of a type are being read, before they are answered: what cannot be put down is not read.
 * @throws GraphError SERVICE_UNAVAILABLE when the entry cannot be added.
 */
export async function auditReading(
  { audit, viewer }: SubgraphContext,
  type: string,
  keys: readonly string[],
): Promise<void> {
  // Also of what there is not: another time there may be.
  RequestWork.leaveState();
  if (keys.length === 0) return;
  await audit.add({ kind: AuditKind.READING, viewer, operation: type, keys }).catch((cause: unknown) => {
    const message = `The reading cannot be put down in the audit now, so no single ${type} is read; try again shortly.`;
    throw new GraphError("SERVICE_UNAVAILABLE", message, { cause });
  });
}
