import sql, { raw } from "sql-template-tag";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { knownAt } from "../../../shared/database/history/create-history";
import { rate } from "../../../shared/kit/graphql/rate";
import { type OriginCounts, originCountsSql, originsOf } from "../../../shared/kit/graphql/row-origins";
import { checksAt } from "../administrative-unit/current-checks";
import type { ReadinessCriterion } from "../unit-readiness/readiness-assessment";
import type { InfrastructureMeasures } from "./infrastructure-measures";

type Counts = Record<"units" | "ready" | "used" | "systems" | "migrated" | "sharing" | "rows", number> &
  OriginCounts & {
    missing: { criterion: ReadinessCriterion; units: number }[];
  };

/** Counts units, what they work with, and systems, as known at the end of a day, in one statement. */
export async function findInfrastructureMeasures(
  database: Database,
  { asOf, isPast }: { asOf: CalendarDay; isPast: boolean },
): Promise<InfrastructureMeasures> {
  const day = sql`${asOf}::date`;
  const known = (table: string) =>
    isPast ? sql`${raw(`${table}_history`)} h WHERE ${knownAt(day)}` : sql`${raw(table)} h`;
  const counts = await database.row<Counts>(sql`
    WITH checks AS MATERIALIZED (SELECT c.unit_code, c.criterion, c.meets FROM ${checksAt(asOf)} c)
    SELECT * FROM (
      SELECT count(*)::int AS units, (count(*) FILTER (WHERE ready))::int AS ready
      FROM (SELECT bool_and(meets) AS ready FROM checks GROUP BY unit_code) unit) units,
    (
      SELECT coalesce(json_agg(json_build_object('criterion', criterion, 'units', units)
        ORDER BY units DESC, criterion), '[]') AS missing
      FROM (SELECT criterion, count(*) FILTER (WHERE NOT meets) AS units FROM checks GROUP BY 1) criterion) criteria,
    (SELECT count(*)::int AS used FROM ${known("unit_application")}) application,
    (
      SELECT count(*)::int AS systems, (count(*) FILTER (WHERE h.migrated_on <= ${day}))::int AS migrated,
        (count(*) FILTER (WHERE h.data_sharing <> 'CLOSED'))::int AS sharing
      FROM ${known("it_system")}) system,
    (
      SELECT count(*)::int AS rows, ${originCountsSql(sql`origin`)} FROM (
        SELECT origin FROM readiness_assessment WHERE assessed_on <= ${day}
        UNION ALL SELECT origin FROM application WHERE code IN (
          SELECT h.application_code FROM ${known("unit_application")})
        UNION ALL SELECT h.origin FROM ${known("it_system")}) AS row) origins`);
  const { units, ready, missing, used, systems, migrated, sharing } = counts;
  return {
    units,
    unitsReady: rate(ready, units),
    readinessByCriterion: missing.map((one) => ({
      criterion: one.criterion,
      rate: rate(units - one.units, units),
    })),
    averageApplicationsPerUnit: units === 0 ? null : used / units,
    systems,
    systemsMigrated: rate(migrated, systems),
    systemsSharingData: rate(sharing, systems),
    ...originsOf(counts.rows, counts),
  };
}
