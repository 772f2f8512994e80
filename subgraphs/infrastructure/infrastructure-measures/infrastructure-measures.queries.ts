import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { rate } from "../../../shared/graphql/rate";
import { type OriginCounts, originCountsSql, originsOf } from "../../../shared/graphql/row-origins";
import { currentChecks } from "../unit-readiness/current-checks";
import type { ReadinessCriterion } from "../unit-readiness/readiness-assessment";
import type { InfrastructureMeasures } from "./infrastructure-measures";

type Counts = Record<"units" | "ready" | "used" | "systems" | "migrated" | "sharing" | "rows", number> &
  OriginCounts & {
    missing: { criterion: ReadinessCriterion; units: number }[];
  };

/** Counts units, what they work with, and systems, in one statement. */
export async function findInfrastructureMeasures(database: Database): Promise<InfrastructureMeasures> {
  const counts = await database.row<Counts>(sql`
    WITH checks AS MATERIALIZED (SELECT c.unit_code, c.criterion, c.meets FROM ${currentChecks} c)
    SELECT * FROM (
      SELECT count(*)::int AS units, (count(*) FILTER (WHERE ready))::int AS ready
      FROM (SELECT bool_and(meets) AS ready FROM checks GROUP BY unit_code) unit) units,
    (
      SELECT coalesce(json_agg(json_build_object('criterion', criterion, 'units', units)
        ORDER BY units DESC, criterion), '[]') AS missing
      FROM (SELECT criterion, count(*) FILTER (WHERE NOT meets) AS units FROM checks GROUP BY 1) criterion) criteria,
    (SELECT count(*)::int AS used FROM unit_application) application,
    (
      SELECT count(*)::int AS systems, (count(*) FILTER (WHERE s.migration = 'MIGRATED'))::int AS migrated,
        (count(*) FILTER (WHERE s.data_sharing <> 'CLOSED'))::int AS sharing
      FROM it_system s) system,
    (
      SELECT count(*)::int AS rows, ${originCountsSql(sql`origin`)} FROM (
        SELECT origin FROM readiness_assessment UNION ALL SELECT origin FROM application
        UNION ALL SELECT origin FROM it_system) AS row) origins`);
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
