import sql, { type Sql } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";

/**
 * How each of the 126 units stood on each criterion at the end of a day: the assessment of the latest day up to it. A
 * criterion that was not assessed by then is not met. The field, the city's share and statistics with their filters all
 * read this one definition.
 */
export const checksAt = (day: CalendarDay | "infinity"): Sql => sql`(
  SELECT u.code AS unit_code, wanted.criterion, coalesce(latest.meets, FALSE) AS meets,
    latest.note, latest.assessed_on, latest.origin
  FROM administrative_unit u
  CROSS JOIN unnest(enum_range(NULL::readiness_criterion)) AS wanted(criterion)
  LEFT JOIN LATERAL (
    SELECT a.meets, a.note, a.assessed_on, a.origin FROM readiness_assessment a
    WHERE a.unit_code = u.code AND a.criterion = wanted.criterion
      AND a.assessed_on <= ${day}::date ORDER BY a.assessed_on DESC LIMIT 1
  ) latest ON TRUE
  WHERE u.kind <> 'CITY')`;
