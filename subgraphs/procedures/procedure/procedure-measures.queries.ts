import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { all } from "../../../shared/kit/filter/conditions";
import { originCountsSql } from "../../../shared/kit/graphql/row-origins";
import { onGreenLane, type ProcedureFilter, procedureConditions } from "./procedure.inputs";
import { type ProcedureCounts, type ProcedureMeasures, procedureMeasuresOf } from "./procedure-measures";

/** Counts the procedures of a filter. */
export async function findProcedureMeasures(
  database: Database,
  filter: ProcedureFilter | null,
): Promise<ProcedureMeasures> {
  const counts = await database.row<ProcedureCounts>(sql`
    SELECT count(*)::int AS procedures,
      (count(*) FILTER (WHERE p.online_level = 'FULLY_ONLINE'))::int AS "fullyOnline",
      (count(*) FILTER (WHERE p.online_level = 'PARTIALLY_ONLINE'))::int AS "partiallyOnline",
      (count(*) FILTER (WHERE ${onGreenLane}))::int AS "greenLane",
      (count(*) FILTER (WHERE p.to_restructure))::int AS "toRestructure",
      (count(*) FILTER (WHERE p.business_sector))::int AS business,
      (count(*) FILTER (WHERE p.business_sector AND p.online_level = 'FULLY_ONLINE'))::int
        AS "businessFullyOnline",
      ${originCountsSql(sql`p.origin`)}
    FROM procedure p WHERE ${all(procedureConditions(filter))}`);
  return procedureMeasuresOf(counts);
}
