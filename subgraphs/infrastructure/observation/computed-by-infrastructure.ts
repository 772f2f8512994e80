import sql, { type Sql } from "sql-template-tag";
import { type ComputedFigure, defineComputedFigures } from "../../../shared/computed/compute-figures";

/** A count, or an average, as the rows stood at the end of a day, as far as they say from when on they hold. */
const figure = (find: (day: Sql) => Sql): ComputedFigure => ({
  isShare: false,
  isOfPeriod: false,
  find: ({ to }) => find(to),
});

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const infrastructureFigures: ReadonlyMap<string, ComputedFigure> = new Map([
  [
    "units.commune-level",
    // The list of units is the official one.
    figure(
      () => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, 'PUBLISHED'::data_origin AS origin
        FROM administrative_unit u WHERE u.kind <> 'CITY'`,
    ),
  ],
  [
    "units.applications-average",
    figure(
      () => sql`
        SELECT (SELECT count(*)::int FROM unit_application) AS numerator, count(*)::int AS denominator,
          (SELECT max(origin) FROM application) AS origin
        FROM administrative_unit u WHERE u.kind <> 'CITY'`,
    ),
  ],
  [
    "systems.migrated-to-data-centre",
    figure(
      (day) => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, max(s.origin) AS origin
        FROM it_system s WHERE s.migration = 'MIGRATED' AND s.migrated_on <= ${day}`,
    ),
  ],
  [
    "open-data.datasets",
    figure(
      () => sql`
        SELECT count(*)::int AS numerator, 1 AS denominator, max(d.origin) AS origin
        FROM dataset d WHERE d.on_open_data_portal`,
    ),
  ],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByInfrastructure = defineComputedFigures(infrastructureFigures);
