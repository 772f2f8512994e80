import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { rate } from "../../../shared/graphql/rate";
import { unitsNotReady } from "../unit-readiness/current-checks";
import type { InfrastructureMeasures } from "./infrastructure-measures";

/** Counts units and systems, in one statement. */
export async function findInfrastructureMeasures(database: Database): Promise<InfrastructureMeasures> {
  const counts = await database.row<
    Record<"units" | "ready" | "systems" | "migrated" | "sharing", number>
  >(sql`
    SELECT * FROM (
      SELECT count(*)::int AS units, (count(*) FILTER (WHERE u.code NOT IN (${unitsNotReady})))::int AS ready
      FROM administrative_unit u WHERE u.kind <> 'CITY') unit,
    (
      SELECT count(*)::int AS systems, (count(*) FILTER (WHERE s.migration = 'MIGRATED'))::int AS migrated,
        (count(*) FILTER (WHERE s.data_sharing <> 'CLOSED'))::int AS sharing
      FROM it_system s) system`);
  const { units, ready, systems, migrated, sharing } = counts;
  return {
    units,
    unitsReady: rate(ready, units),
    systems,
    systemsMigrated: rate(migrated, systems),
    systemsSharingData: rate(sharing, systems),
  };
}
