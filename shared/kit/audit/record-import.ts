import type { RecordImport } from "../../import/take-rows";
import { appendEntries } from "./append-entry";
import { AuditKind } from "./audit-enums";

/** Adds who imported what to the audit. Until the import has committed nobody else can add to it. */
export const recordImport: RecordImport = (database, { name, viewer, details }) =>
  appendEntries(database, [{ kind: AuditKind.IMPORT, viewer, operation: name, keys: [], details }]);
