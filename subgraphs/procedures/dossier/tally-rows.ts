import sql, { join, raw, type Sql } from "sql-template-tag";
import { findKeySet, type KeySet, type TallyAxis, tallyColumns } from "./dossier-key-sets";
import type { DossierCounts } from "./dossier-measures";
import type { DossierDimension } from "./dossier-stats.inputs";

/** Counts that tallies keep, by the names that DossierCounts gives them. */
export const tallyCounts = {
  received: "received",
  resolved: "resolved",
  pending: "pending",
  inTime: "in_time",
  digitised: "digitised",
  electronicResult: "electronic_result",
  paid: "paid",
  paidOnline: "paid_online",
  receivedOnline: "received_online",
  synchronised: "synchronised",
  rated: "rated",
  satisfied: "satisfied",
  processingDays: "processing_days",
} as const satisfies Record<Exclude<keyof DossierCounts, "overdue">, string>;

export type TallyCount = (typeof tallyCounts)[keyof typeof tallyCounts];

/** The kept rows of a set: its days, some of its keys, and what is selected beside. */
export function tallyRows({ number }: KeySet, keys: readonly DossierDimension[], selected: Sql): Sql {
  const columns = join([sql`day`, ...keys.map((key) => raw(tallyColumns[key])), selected]);
  // Changes wait in a table of their own to be put to the rest: a count is the sum of both.
  return sql`
    SELECT ${columns} FROM dossier_tally WHERE key_set = ${number}
    UNION ALL SELECT ${columns} FROM dossier_tally_change WHERE key_set = ${number}`;
}

/** All counts by day, whatever the keys. */
export function dailyTallies(axis: TallyAxis): Sql {
  const set = findKeySet(axis, new Set(), ["day"]);
  if (set === undefined) throw new Error(`Expected a set of keys by the day of ${axis}.`);
  return tallyRows(set, [], raw(Object.values(tallyCounts).join(", ")));
}
