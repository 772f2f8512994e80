import sql from "sql-template-tag";
import { defineChangeFeed } from "../../../shared/kit/change-feed/change-feed";
import { connectionType } from "../../../shared/kit/connection/connection-type";
import { defineConnection } from "../../../shared/kit/connection/define-connection";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { Observation } from "./observation";
import {
  type ObservationFilter,
  ObservationOrderField,
  type ObservationQuery,
  observationConditions,
} from "./observation.inputs";
import { observationById } from "./observation.loaders";

export const ObservationConnection = connectionType("Observation", () => Observation);

/** Observations in pages, newest first by default; of the same instant, the one recorded last. */
const observationPages = defineConnection<Observation, ObservationQuery, ObservationOrderField>({
  from: sql`observation o`,
  key: { sql: sql`o.id`, type: "bigint", nullable: false },
  columns: {
    PUBLISHED_AT: { sql: sql`o.published_at`, type: "timestamptz", nullable: false },
    PERIOD_END: { sql: sql`o.period_end`, type: "date", nullable: true },
  },
  fallbackOrder: [{ field: ObservationOrderField.PUBLISHED_AT, direction: SortDirection.DESC }],
  conditions: observationConditions,
  node: observationById,
});

/** All observations, and then what changes of them. */
export const observationChanges = defineChangeFeed<Observation, ObservationFilter>({
  relation: "observation",
  from: sql`observation o`,
  key: sql`o.id`,
  conditions: (filter) => observationConditions({ ...filter, includeSuperseded: true }),
  findsAll: (filter) => (filter?.updatedAt?.gte ?? filter?.updatedAt?.gt ?? filter?.updatedAt?.eq) != null,
  node: observationById,
});

/** A page of an indicator's observations, by its code. */
export const observationPageOfIndicator = observationPages.pageWithin(sql`o.indicator_code`);

/** A page of the observations taken from a source document, by its code. */
export const observationPageOfSource = observationPages.pageWithin(sql`o.source_id`);
