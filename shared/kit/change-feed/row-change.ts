import { registerEnumType } from "type-graphql";

/** What happened to a row. */
export enum RowChangeKind {
  PRESENT = "PRESENT",
  CREATED = "CREATED",
  CHANGED = "CHANGED",
  REMOVED = "REMOVED",
}

registerEnumType(RowChangeKind, {
  name: "RowChangeKind",
  description: "What happened to a row.",
  valuesConfig: {
    PRESENT: { description: "It was there when the reader began." },
    CREATED: { description: "It was added." },
    CHANGED: { description: "Something of it was changed: a correction, a step, a withdrawal." },
    REMOVED: { description: "It was taken out, for it should not have been there." },
  },
});

const kinds: Readonly<Record<string, RowChangeKind>> = {
  INSERT: RowChangeKind.CREATED,
  UPDATE: RowChangeKind.CHANGED,
  DELETE: RowChangeKind.REMOVED,
};

/** Of an operation as the change log has it; null for a row as it is. */
export function kindOf(operation: string | null): RowChangeKind {
  return kinds[operation ?? ""] ?? RowChangeKind.PRESENT;
}
