import sql, { type Sql } from "sql-template-tag";
import { snapshotOrigin } from "../../../shared/change-epoch/change-epoch";
import type { Database } from "../../../shared/database/database";
import type { DossierFilter } from "../dossier/dossier.inputs";
import { onGreenLane } from "../procedure/procedure.inputs";
import { asksFor, type ProcedureFlags } from "./filter-dossiers";
import type { HeldDossiers } from "./held-dossiers";
import { packedColumns } from "./pack-dossiers";
import type { PackedChanges } from "./packed-parts";

/** What a statement tells of the moment that it sees. */
export interface ChangesRead {
  changes: PackedChanges;
  /** Whether what is held is of this database as it stands on this server; if not, the rest means nothing. */
  sameOrigin: boolean;
  /** Whether what is held is a part of what the statement sees. */
  earlier: boolean;
  /** Whether the log tells all that has changed since. */
  told: boolean;
  snapshot: string;
  /** Whether the transaction has changed nothing itself: what it sees is there for others too. */
  shared: boolean;
  flags: ProcedureFlags;
}

interface ChangesRow extends Omit<ChangesRead, "changes" | "flags">, PackedChanges {
  greenLane: string[] | null;
  businessSector: string[] | null;
}

/** What has changed since a snapshot, in one statement; and the flags of procedures if a filter asks for them. */
export async function readChanges(
  database: Database,
  { origin, snapshot }: HeldDossiers,
  filter: DossierFilter | null | undefined,
): Promise<ChangesRead> {
  const held = sql`${snapshot}::pg_snapshot`;
  const codes = (column: Sql) => sql`coalesce(array_agg(${column}), '{}')`;
  const withFlags = asksFor(filter, ["greenLane", "businessSector"]);
  const withFlag = (flag: Sql) =>
    sql`(SELECT array_agg(p.code) FROM procedure p WHERE ${withFlags} AND ${flag})`;
  const row = await database.row<ChangesRow>(sql`
    WITH unseen AS MATERIALIZED (
      SELECT * FROM dossier_change
      WHERE transaction >= pg_snapshot_xmin(${held}) AND NOT pg_visible_in_snapshot(transaction, ${held})
    ), changes AS (
      SELECT ${packedColumns}, ${codes(sql`d.organization_code`)} AS organizations, ${codes(sql`d.unit_code`)} AS units,
        ${codes(sql`d.procedure_code`)} AS procedures, ${codes(sql`d.field_code`)} AS fields,
        string_agg(int2send(d.sign), '') AS signs
      FROM unseen d WHERE d.sign <> 0)
    SELECT *, coalesce(${snapshotOrigin} = ${origin}, FALSE) AS "sameOrigin", NOT EXISTS (SELECT FROM unseen WHERE sign = 0) AS told,
      pg_snapshot_xmax(${held}) <= pg_snapshot_xmax(pg_current_snapshot())
        AND NOT EXISTS (SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS running
          WHERE pg_visible_in_snapshot(running, ${held})) AS earlier,
      pg_current_snapshot()::text AS snapshot, pg_current_xact_id_if_assigned() IS NULL AS shared,
      ${withFlag(onGreenLane)} AS "greenLane", ${withFlag(sql`p.business_sector`)} AS "businessSector"
    FROM changes`);
  const { greenLane, businessSector, sameOrigin, earlier, told, shared, snapshot: seen, ...changes } = row;
  const flags = { greenLane: new Set(greenLane), businessSector: new Set(businessSector) };
  return { changes, sameOrigin, earlier, told, shared, snapshot: seen, flags };
}
