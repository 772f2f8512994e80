import sql from "sql-template-tag";
import { today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { unitByCode } from "../administrative-unit/administrative-unit.loaders";
import { checksAt } from "../administrative-unit/current-checks";
import type {
  RecordServiceConnectionsInput,
  ServiceConnectionInput,
  ServiceConnectionsPayload,
} from "./record-service-connections.inputs";

/** What a unit lacks that is not connected, in Vietnamese, as all notes are. */
export const notConnected = "Điểm phục vụ chưa kết nối Trung tâm Phục vụ hành chính công";

/**
 * Records what the procedures sector says of SERVICE_CENTRE_CONNECTION. That sector owns the fact, and nobody else may
 * assess it; the gateway's freshness job sends it here, where filters and counts need it as a row. What is unchanged
 * adds nothing; what changed counts from today, the day of the report. An admin.
 */
export async function recordServiceConnections(
  context: SubgraphContext,
  input: RecordServiceConnectionsInput,
): Promise<ServiceConnectionsPayload> {
  requireRole(context.viewer, ["admin"], "recording connections to the service centre");
  const request = { operation: "recordServiceConnections", input };
  const { entity, userErrors } = await runMutation<{ units: string[] }>(
    context,
    request,
    async (database) => {
      const { connections } = input;
      refuseIfAny(await problemsOf(database, connections));
      const now = today(context.clock);
      const rows = await database.rows<{ code: string }>(sql`
      WITH reported AS (
        SELECT * FROM unnest(${connections.map(({ unit }) => unit)}::text[],
          ${connections.map(({ connected }) => connected)}::boolean[],
          ${connections.map(({ origin }) => origin)}::data_origin[]) AS reported(unit, connected, origin)),
      written AS (
        INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, note, origin)
        SELECT reported.unit, stored.criterion, ${now}, reported.connected, CASE WHEN NOT reported.connected THEN ${notConnected} END,
          reported.origin
        FROM reported JOIN ${checksAt(now)} stored
          ON stored.unit_code = reported.unit AND stored.criterion = 'SERVICE_CENTRE_CONNECTION'
        WHERE stored.assessed_on IS NULL OR (stored.meets, stored.origin) IS DISTINCT FROM (reported.connected, reported.origin)
        ON CONFLICT (unit_code, criterion, assessed_on) DO UPDATE
          SET meets = excluded.meets, note = excluded.note, origin = excluded.origin
        RETURNING unit_code AS code)
      SELECT code FROM written ORDER BY code`);
      return { units: rows.map(({ code }) => code) };
    },
  );
  const units = entity?.units.map((code) => context.loadKnown(unitByCode, code)) ?? [];
  return { units: await Promise.all(units), userErrors };
}

const maxConnections = 1000;

async function problemsOf(
  database: Database,
  connections: ServiceConnectionInput[],
): Promise<(UserError | false)[]> {
  const units = connections.map(({ unit }) => unit);
  const bad = (message: string) => userError("BAD_USER_INPUT", "connections", message);
  const { unknown } = await database.row<{ unknown: string[] }>(sql`
    SELECT ARRAY(SELECT code FROM unnest(${units.map((unit) => unit.replaceAll("\u0000", ""))}::text[]) AS given(code)
      WHERE NOT EXISTS (SELECT FROM administrative_unit u WHERE u.code = given.code AND u.kind <> 'CITY')) AS unknown`);
  return [
    (units.length < 1 || units.length > maxConnections) &&
      bad(`expected 1 to ${maxConnections} connections; got ${units.length}.`),
    new Set(units).size < units.length && bad("expected each unit once."),
    unknown.length > 0 &&
      userError(
        "NOT_FOUND",
        "connections",
        `expected the codes of wards and communes; got ${unknown.slice(0, 10).join(", ")}.`,
      ),
  ];
}
