import type { SchemaChange } from "./schema-change";

/** What stands beside an element. */
interface Noted {
  description?: string | null | undefined;
  deprecationReason?: string | null | undefined;
}

/** Of deprecation and description, which change no answer. */
export function changesOfNotes(coordinate: string, before: Noted, after: Noted): SchemaChange[] {
  const changes: SchemaChange[] = [];
  const [was, is] = [before.deprecationReason ?? undefined, after.deprecationReason ?? undefined];
  const common = { severity: "safe", coordinate, affects: [coordinate] } as const;
  if (was !== is) {
    const message =
      is === undefined
        ? `${coordinate} is not deprecated any more.`
        : `${coordinate} is ${was === undefined ? "" : "still "}deprecated: ${is}`;
    changes.push({ ...common, kind: "DEPRECATION_CHANGED", message });
  }
  if ((before.description ?? "") !== (after.description ?? ""))
    changes.push({
      ...common,
      kind: "DESCRIPTION_CHANGED",
      message: `The description of ${coordinate} is another.`,
    });
  return changes;
}
