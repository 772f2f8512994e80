import sql, { type Sql } from "sql-template-tag";
import { connectionType } from "../../../shared/connection/connection-type";
import { defineConnection } from "../../../shared/connection/define-connection";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { Observation } from "./observation";
import {
  type ObservationFilter,
  type ObservationQuestion,
  observationConditions,
} from "./observation.inputs";
import { observationById } from "./observation.loaders";

export const ObservationConnection = connectionType("Observation", () => Observation);

/** Observations in pages, newest first; of the same instant, the one recorded last. */
const observationPages = defineConnection<Observation, ObservationQuestion, "PUBLISHED_AT">({
  from: sql`observation o`,
  key: { sql: sql`o.id`, type: "bigint", nullable: false },
  columns: { PUBLISHED_AT: { sql: sql`o.published_at`, type: "timestamptz", nullable: false } },
  fallbackOrder: [{ field: "PUBLISHED_AT", direction: SortDirection.DESC }],
  conditions: observationConditions,
  node: observationById,
});

/**
 * All observations in the order in which they last changed. It ends before the oldest transaction that still runs:
 * what that one writes would come to stand behind readers who had gone past it. They find it the next time. Transactions are
 * counted over the whole server, so that a long one in another database holds changes back as well.
 */
export const observationChangePages = defineConnection<Observation, ObservationFilter, "CHANGED_IN">({
  from: sql`observation o`,
  key: { sql: sql`o.id`, type: "bigint", nullable: false },
  columns: { CHANGED_IN: { sql: sql`o.changed_in`, type: "bigint", nullable: false } },
  fallbackOrder: [{ field: "CHANGED_IN", direction: SortDirection.ASC }],
  conditions: (filter) => [
    sql`o.changed_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
    ...(filter?.updatedAfter ? [sql`o.changed_in >= ${firstChangeAfter(filter.updatedAfter)}`] : []),
    ...observationConditions({ ...filter, includeSuperseded: true }),
  ],
  node: observationById,
});

/**
 * The earliest place in the order of what was updated after an instant. Without it PostgreSQL reads that order from
 * its beginning, hoping to meet enough rows soon, while the recent ones all lie at its end: a second on a million
 * rows. OFFSET 0 keeps it from doing the same here.
 */
function firstChangeAfter(instant: Date): Sql {
  return sql`(
    SELECT min(later.changed_in) FROM (
      SELECT changed_in FROM observation WHERE coalesce(superseded_at, recorded_at) > ${instant} OFFSET 0) AS later)`;
}

/** A page of an indicator's observations, by its code. */
export const observationPageOfIndicator = observationPages.pageWithin(sql`o.indicator_code`);

/** A page of the observations taken from a source, by its id. */
export const observationPageOfSource = observationPages.pageWithin(sql`o.source_id`);
