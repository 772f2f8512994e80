import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { knownAt } from "../../../shared/database/history/create-history";
import { unitText } from "./administrative-unit.loaders";
import { checksAt } from "./current-checks";

/** Wards and communes as they are, each with the criteria that it meets and with how many applications it works. */
export const unitsNow = assessedUnits({
  // No assessment is of a day to come.
  day: "infinity",
  units: sql`administrative_unit h WHERE TRUE`,
  uses: sql`unit_application h WHERE TRUE`,
});

/** The same as was known at the end of a day. Names, which are searched, and where applications came from are of now. */
export function unitsAt(day: CalendarDay): Sql {
  const known = knownAt(sql`${day}::date`);
  return assessedUnits({
    day,
    units: sql`administrative_unit_history h WHERE ${known}`,
    uses: sql`unit_application_history h WHERE ${known}`,
  });
}

interface Known {
  day: CalendarDay | "infinity";
  /** Rows `h`, what stands behind FROM and a condition. */
  units: Sql;
  uses: Sql;
}

/**
 * A unit came from where the weakest of what is told of it came: the type's values run from PUBLISHED to SYNTHETIC. The
 * list of units itself is the official one.
 */
function assessedUnits({ day, units, uses }: Known): Sql {
  return sql`(
    SELECT known.code, known.kind, known.area_km2, known.population, search_text(u.name_vi) AS name,
      ${unitText} AS search,
      coalesce(checks.met, '{}') AS met, coalesce(checks.ready, FALSE) AS ready, checks.assessed_on,
      coalesce(used.applications, 0) AS applications,
      greatest(checks.origin, used.origin, 'PUBLISHED'::data_origin) AS origin
    FROM (SELECT h.code, h.kind, h.area_km2, h.population FROM ${units} AND h.kind <> 'CITY') AS known
    LEFT JOIN administrative_unit u ON u.code = known.code
    LEFT JOIN (
      SELECT c.unit_code, array_agg(c.criterion) FILTER (WHERE c.meets) AS met, bool_and(c.meets) AS ready,
        max(c.assessed_on) AS assessed_on, max(c.origin) AS origin
      FROM ${checksAt(day)} c GROUP BY c.unit_code) AS checks ON checks.unit_code = known.code
    LEFT JOIN (
      SELECT use.unit_code, count(*)::int AS applications, max(a.origin) AS origin
      FROM (SELECT h.unit_code, h.application_code FROM ${uses}) AS use
      LEFT JOIN application a ON a.code = use.application_code GROUP BY use.unit_code) AS used
      ON used.unit_code = known.code) AS unit`;
}
