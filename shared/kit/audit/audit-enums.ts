import { registerEnumType } from "type-graphql";

/** What an entry of the audit records. */
export enum AuditKind {
  CHANGE = "CHANGE",
  IMPORT = "IMPORT",
  READING = "READING",
  REFUSAL = "REFUSAL",
  RETIREMENT = "RETIREMENT",
}

registerEnumType(AuditKind, {
  name: "AuditKind",
  description: "What an entry of the audit records.",
  valuesConfig: {
    CHANGE: { description: "A mutation that changed something." },
    IMPORT: { description: "A file, or rows of a sync, that were taken in." },
    READING: { description: "Single rows about persons that were read." },
    REFUSAL: {
      description:
        "A change that was refused for want of rights, with the keys it was asked for and its code. Without a subject and called `refusals`: how many more there were in an hour, beyond 60 of one subject or 600 of all.",
    },
    RETIREMENT: { description: "Older entries were deleted, for their retention period is over." },
  },
});
