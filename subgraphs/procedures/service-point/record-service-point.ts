import sql from "sql-template-tag";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { describeDissolved } from "../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { codeProblem, textProblem } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
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
  const { code, name, unit = null, connected } = input;
  const request = { operation: "recordServicePoint", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
    const fallen = unit === null ? undefined : await describeDissolved(database, currentUnits, { key: unit });
    refuseIfAny([
      codeProblem(code),
      code.startsWith("D") &&
        code !== `D${unit}` &&
        userError("BAD_USER_INPUT", "code", `expected D and the code of its unit, D${unit}; got ${code}.`),
      textProblem("name", name),
      fallen !== undefined &&
        userError(
          "NOT_FOUND",
          "unit",
          `expected the code of a ward or commune; got ${fallen.slice(0, 300)}.`,
        ),
    ]);
    await database.rows(sql`
      INSERT INTO service_point (code, name, unit_code, branch, connected, origin)
      VALUES (${code}, ${name}, ${unit}, ${unit === null}, ${connected}, ${DataOrigin.REPORTED})
      ON CONFLICT (code) DO UPDATE SET name = excluded.name, unit_code = excluded.unit_code,
        branch = excluded.branch, connected = excluded.connected, origin = excluded.origin`);
    return { code };
  });
  const [servicePoint = null] = entity
    ? await context.database.entitiesByKey(ServicePoint, "code", [entity.code])
    : [];
  return { servicePoint, userErrors };
}
