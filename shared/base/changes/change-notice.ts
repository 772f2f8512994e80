import { z } from "zod";

/** What transactions changed in one table. */
export const relationChange = z.object({
  /** The table's name, e.g. `task_state`. */
  relation: z.string(),
  /** Rows that were written; 0 where that is not known. */
  size: z.int().nonnegative(),
  /** Their keys as text; null for any, where there are many or they are not known. */
  keys: z.array(z.string()).nullable(),
});
export type RelationChange = z.infer<typeof relationChange>;

/** What a subgraph tells of what has changed since the notice before. */
export const changeNotice = z.object({
  /** Where the reader stands after it; sent back as `after`, it has the notices go on from there. */
  position: z.string(),
  /** By table, each once; empty for a reader who begins, or is told that it is up to date; null: anything may have changed. */
  changes: z.array(relationChange).nullable(),
  /** The instant that the clock has passed, ISO 8601, where something changes by that alone: a new day in Hanoi. */
  passed: z.iso.datetime().optional(),
});
export type ChangeNotice = z.infer<typeof changeNotice>;
