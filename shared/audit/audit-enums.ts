import { registerEnumType } from "type-graphql";

/** What an entry of the audit tells. */
export enum AuditKind {
  CHANGE = "CHANGE",
  IMPORT = "IMPORT",
  READING = "READING",
  RETIREMENT = "RETIREMENT",
}

registerEnumType(AuditKind, {
  name: "AuditKind",
  description: "What an entry of the audit tells.",
  valuesConfig: {
    CHANGE: { description: "A mutation that changed something." },
    IMPORT: { description: "A file that was taken in." },
    READING: { description: "Single dossiers that were read." },
    RETIREMENT: { description: "Older entries were deleted, for the time that they are kept is over." },
  },
});
