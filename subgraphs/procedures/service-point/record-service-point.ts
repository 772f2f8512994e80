import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { describeDissolved } from "../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { codeProblem, isStorable, textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { cityCode } from "../../common/city/city-code";
import { currentUnits } from "../../common/unit/current-units";
import type { RecordServicePointInput, ServicePointPayload } from "./record-service-point.inputs";
import { ServicePoint } from "./service-point";

/** The Public Administration Service Centre, whose points they are. */
const centre = "TTPVHCC";

/** Records a service point, or changes an existing one. */
export async function recordServicePoint(
  context: SubgraphContext,
  input: RecordServicePointInput,
): Promise<ServicePointPayload> {
  requireOrganization(context.viewer, [centre], "recording a service point");
  const { code, name, unit = null } = input;
  const request = { operation: "recordServicePoint", input };
  let written: ServicePoint | undefined;
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const problems = [
      codeProblem(code),
      code.startsWith("D") &&
        code !== `D${unit}` &&
        userError("BAD_USER_INPUT", "code", `expected D and the code of its unit, D${unit}; got ${code}.`),
      textProblem("name", name),
    ];
    const isSound = problems.every((problem) => problem === false) && isStorable(unit ?? "");
    if (isSound) [written] = await writePoint(database, input);
    // What became of a unit is asked only where it is none.
    if (!written) refuseIfAny([...problems, await unitProblem(database, unit)]);
    if (!written) throw new Error(`Expected a problem of the service point ${code} that was not written.`);
    return { code };
  });
  const [known = null] =
    entity && !written ? await context.database.entitiesByKey(ServicePoint, "code", [entity.code]) : [];
  return { servicePoint: written ?? known, userErrors };
}

/** The row as it is now; none where its unit is no ward or commune of today. */
function writePoint(
  database: Database,
  { code, name, unit = null, connected }: RecordServicePointInput,
): Promise<ServicePoint[]> {
  return database.writtenEntities(
    ServicePoint,
    sql`
      INSERT INTO service_point (code, name, unit_code, branch, connected, origin)
      SELECT ${code}::text, ${name}::text, ${unit}::text, ${unit === null}::boolean, ${connected}::boolean, ${DataOrigin.REPORTED}::data_origin
      WHERE ${unit}::text IS NULL
        OR EXISTS (SELECT FROM administrative_unit AS u WHERE u.code = ${unit} AND u.code <> ${cityCode})
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit_code = excluded.unit_code,
        branch = excluded.branch, connected = excluded.connected, origin = excluded.origin`,
  );
}

async function unitProblem(database: Database, unit: string | null): Promise<UserError | false> {
  if (unit === null) return false;
  const told = isStorable(unit)
    ? await describeDissolved(database, currentUnits, { key: unit })
    : JSON.stringify(unit);
  return (
    told !== undefined &&
    userError("NOT_FOUND", "unit", `expected the code of a ward or commune; got ${told.slice(0, 300)}.`)
  );
}
