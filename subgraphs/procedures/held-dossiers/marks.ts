import { DossierChannel, type Timeliness } from "../dossier/dossier-enums";
import type { DossierCounts } from "../dossier/dossier-measures";
import { isPending } from "../dossier/dossier-state";
import { channels, statuses, timelinesses } from "./code-list";
import { kindBits, type PackedFlag, packedFlags } from "./pack-dossiers";

/** The counts that a dossier is in or not. As a number: the sum of a power of two for each that it is in. */
export const markNames = [
  "resolved",
  "pending",
  "inTime",
  "digitised",
  "electronicResult",
  "paid",
  "paidOnline",
  "receivedOnline",
  "synchronised",
  "rated",
  "satisfied",
] as const satisfies (keyof DossierCounts)[];
export type MarkName = (typeof markNames)[number];

export function isMark(name: keyof DossierCounts): name is MarkName {
  return (markNames as readonly string[]).includes(name);
}

/** Whether dossiers with these marks are in a count: 1 or 0. */
export function hasMark(marks: number, name: MarkName): number {
  return (marks >> markNames.indexOf(name)) & 1;
}

/** The marks of a dossier of a packed kind (see `pack-dossiers.ts`), by the place of its timeliness. */
export function marksOf(kind: number, timelinessPlace: number): number {
  const has = (flag: PackedFlag) => ((kind >> packedFlags.indexOf(flag)) & 1) === 1;
  const status = statuses[kindBits.status(kind)];
  const timeliness: Timeliness | null = timelinesses[timelinessPlace] ?? null;
  const marks: Record<MarkName, boolean> = {
    resolved: timeliness !== null,
    pending: status !== undefined && isPending({ status }),
    inTime: timeliness === "EARLY" || timeliness === "ON_TIME",
    digitised: has("digitised"),
    electronicResult: has("electronicResult"),
    paid: has("paid"),
    paidOnline: has("paidOnline"),
    receivedOnline: channels[kindBits.channel(kind)] === DossierChannel.ONLINE,
    synchronised: has("synchronised"),
    rated: has("rated"),
    satisfied: has("satisfied"),
  };
  return markNames.reduce((sum, name, bit) => sum + (marks[name] ? 2 ** bit : 0), 0);
}
