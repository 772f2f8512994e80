import type { Database } from "../../../shared/database/database";
import { DossierDimension } from "../dossier/dossier-stats.inputs";
import type { BlockKey, KeyColumn, TallyBlock } from "./tally-block";

/** The keys that pending dossiers are held by. */
export type PendingKey = Exclude<BlockKey, DossierDimension.TIMELINESS | "PROCESSING_DAYS"> | "STRETCH";

/** Pending dossiers, or what has changed of them, by columns. */
export interface PendingRows {
  size: number;
  keys: ReadonlyMap<PendingKey, KeyColumn>;
  /** Deadlines in seconds of the Unix time. */
  dues: Float64Array;
  /** 1 for a dossier, -1 for one that is pending no more. */
  signs: Int32Array;
}

/**
 * The overdue, or where fewer have their deadline ahead those, as a snapshot of the database saw them at an instant.
 * What it did not see is in `dossier_pending_change`, as long as the version of the tallies is the same.
 */
export interface HeldPending {
  version: string;
  snapshot: string;
  at: Date;
  /** Whether it is those whose deadline was ahead at that instant, not those whose deadline was past. */
  ahead: boolean;
  rows: PendingRows;
}

/** Most rows that are held: they are read, packed and unpacked in a fraction of a second. */
export const mostPending = 200_000;

/** Further from the instant of a question those held are of little use: all deadlines between are read too. */
const longestMs = 12 * 3_600_000;

const heldByDatabase = new WeakMap<object, HeldPending>();

/** What is held of a database, when it is of use at an instant. */
export function heldPending(database: Database, now: Date): HeldPending | undefined {
  const held = heldByDatabase.get(database.identity);
  return held && Math.abs(now.getTime() - held.at.getTime()) < longestMs ? held : undefined;
}

export function holdPending(database: Database, held: HeldPending): void {
  heldByDatabase.set(database.identity, held);
}

/**
 * Those of some rows that count as overdue at an instant: 1 each, or where they are those ahead, -1 each that is not
 * overdue yet, to be taken from all pending. By the day or the stretch that they were received in, or by no day.
 */
export function overdueOf(
  { size, keys, dues, signs }: PendingRows,
  { ahead }: Pick<HeldPending, "ahead">,
  now: Date,
  day: "DAY" | "STRETCH" | undefined,
): TallyBlock {
  const seconds = now.getTime() / 1000;
  const overdue = new Int32Array(size);
  for (let row = 0; row < size; row += 1) {
    const past = (dues[row] ?? 0) < seconds;
    if (past !== ahead) overdue[row] = ahead ? -(signs[row] ?? 0) : (signs[row] ?? 0);
  }
  const none: KeyColumn = { codes: [null], places: new Uint32Array(size) };
  const columns = new Map<BlockKey, KeyColumn>();
  for (const [key, column] of keys) if (key !== "STRETCH") columns.set(key, column);
  columns.set("DAY", (day && keys.get(day)) ?? none);
  columns.set(DossierDimension.TIMELINESS, none);
  return { size, keys: columns, counts: { overdue } };
}
