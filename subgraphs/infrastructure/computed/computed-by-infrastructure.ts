import sql, { type Sql } from "sql-template-tag";
import { knownAt } from "../../../shared/database/history/create-history";
import { type ComputedMeasure, defineComputedMeasures } from "../../../shared/kit/computed/compute-measures";

/** A count, or an average, of the rows as they were at the end of a day; none where no row was known by then. */
const figure = (find: (day: Sql) => Sql): ComputedMeasure => ({
  isShare: false,
  isOfPeriod: false,
  find: ({ to }) => find(to),
});

/** A count of the rows `h` of a history that are so. */
const countOf = (history: Sql, counted: (day: Sql) => Sql) =>
  figure(
    (day) => sql`
      SELECT (count(*) FILTER (WHERE ${counted(day)}))::int AS numerator, least(count(*), 1)::int AS denominator,
        max(h.origin) FILTER (WHERE ${counted(day)}) AS origin
      FROM ${history} h WHERE ${knownAt(day)}`,
  );

/** The wards and communes that there were at the end of a day. */
const unitsAt = (day: Sql) => sql`administrative_unit_history h WHERE h.kind <> 'CITY' AND ${knownAt(day)}`;

/** What this sector can compute, under the codes of the indicators that are published about it. */
export const computedInfrastructureMeasures: ReadonlyMap<string, ComputedMeasure> = new Map([
  [
    "units.commune-level",
    // The list of units is the official one.
    figure(
      (day) => sql`
        SELECT count(*)::int AS numerator, least(count(*), 1)::int AS denominator, 'PUBLISHED'::data_origin AS origin
        FROM ${unitsAt(day)}`,
    ),
  ],
  [
    "units.applications-average",
    figure(
      (day) => sql`
        SELECT used.count AS numerator, CASE WHEN used.count > 0 THEN units.count ELSE 0 END AS denominator,
          (SELECT max(origin) FROM application) AS origin
        FROM (SELECT count(*)::int FROM unit_application_history h WHERE ${knownAt(day)}) AS used,
          (SELECT count(*)::int FROM ${unitsAt(day)}) AS units`,
    ),
  ],
  ["systems.migrated-to-data-centre", countOf(sql`it_system_history`, (day) => sql`h.migrated_on <= ${day}`)],
  ["open-data.datasets", countOf(sql`dataset_history`, () => sql`h.on_open_data_portal`)],
]);

/** Computes what a published figure should come to by this sector's rows; null for one that it has no rows for. */
export const computeByInfrastructure = defineComputedMeasures(computedInfrastructureMeasures);
