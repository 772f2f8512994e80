import sql, { type Sql } from "sql-template-tag";
import { ensureChangeEpoch, type MendChangeLogs } from "../../../shared/change-epoch/change-epoch";
import { connectionType } from "../../../shared/connection/connection-type";
import { defineConnection } from "../../../shared/connection/define-connection";
import { GraphError } from "../../../shared/errors/graph-error";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import type { SubgraphContext } from "../../../shared/subgraph/context";
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
  epoch: changeEpoch,
  node: observationById,
});

/**
 * On a server whose transactions have lower numbers, all that changed on the former one would be held back until they
 * catch up: it is put to the moment of the mending. The triggers, which take it for a change of the row, are off then,
 * and writers wait.
 */
export const mendObservationChanges: MendChangeLogs = async (transaction) => {
  const now = sql`pg_current_xact_id()::text::bigint`;
  await transaction.rows(sql`ALTER TABLE observation DISABLE TRIGGER USER`);
  await transaction.rows(sql`UPDATE observation SET changed_in = ${now} WHERE changed_in > ${now}`);
  await transaction.rows(sql`ALTER TABLE observation ENABLE TRIGGER USER`);
};

async function changeEpoch({ database, log }: SubgraphContext): Promise<string> {
  const epoch = await ensureChangeEpoch(database, mendObservationChanges, log);
  if (epoch !== undefined) return epoch;
  throw new GraphError(
    "SERVICE_UNAVAILABLE",
    "The order of changes begins anew on another server; try again shortly.",
  );
}

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
