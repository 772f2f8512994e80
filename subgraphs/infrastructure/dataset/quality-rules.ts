import sql, { type Sql } from "sql-template-tag";
import type { CatalogueInstant } from "./catalogue-instant";
import type { QualityCriterion, UpdateFrequency } from "./dataset-enums";

/**
 * Hours of one period of each frequency, as dataset_live_until has them; a test compares the two.
 * Null where nothing is promised.
 */
export const periodHours: Record<UpdateFrequency, number | null> = {
  REALTIME: 1,
  DAILY: 24,
  WEEKLY: 7 * 24,
  MONTHLY: 31 * 24,
  QUARTERLY: 92 * 24,
  ANNUALLY: 366 * 24,
  IRREGULAR: null,
};

type Instant = Pick<CatalogueInstant, "now" | "isPast">;

/** The last instant at which a dataset `d` is live; null when it always is. The live rule of docs/domain.md. */
export const liveUntilSql = sql`nullif(d.live_until, 'infinity')`;

/**
 * Whether each of the six criteria holds for a dataset `d` at an instant: the one definition of all six. Until when
 * it is live is derived where the row is written (dataset_live_until), from modified_at and frequency alone.
 */
export function holdsSql({ now, isPast }: Instant): Record<QualityCriterion, Sql> {
  return {
    ACCURATE: sql`d.accurate`,
    SUFFICIENT: sql`d.sufficient`,
    CLEAN: sql`d.clean`,
    // A later change was not known then; an earlier one, not recorded any more, may have made it live.
    LIVE: isPast
      ? sql`(d.live_until >= ${now}::timestamptz AND d.modified_at <= ${now}::timestamptz)`
      : sql`(d.live_until >= ${now}::timestamptz)`,
    CONSISTENT: sql`d.consistent`,
    SHARED: sql`d.shared`,
  };
}

/** The instant after one at which the next dataset is no longer live, as `at`; null where none ends. */
export function nextDatasetEnd(now: Date): Sql {
  return sql`
    SELECT min(d.live_until) + INTERVAL '1 ms' AS at FROM dataset d
    WHERE d.live_until >= ${now}::timestamptz AND d.live_until < 'infinity'`;
}

/** How many of the six hold for a dataset `d` at an instant. */
export function metSql(instant: Instant): Sql {
  return sql`(d.assessed_met + (${holdsSql(instant).LIVE})::int)`;
}
