import sql from "sql-template-tag";
import { today } from "../../../shared/base/clock/calendar-day";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import { describeDissolved } from "../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { textProblems } from "../../../shared/kit/mutation/row-problems";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { AdministrativeUnitKind } from "../../common/city/administrative-unit-kind";
import { currentUnits } from "../../common/unit/current-units";
import { firstDayOfUnits } from "../../common/unit/first-day-of-units";
import { unitByCode } from "../administrative-unit/administrative-unit.loaders";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";
import type { AdministrativeUnitPayload, AssessUnitReadinessInput } from "./unit-readiness.inputs";

/** Who assesses besides the unit's own authority: the department that this sector belongs to. */
const assessingDepartment = "SKHCN";

/** Who records SERVICE_CENTRE_CONNECTION instead of this sector. */
export const ownerOfConnection =
  "a fact of the procedures sector, recorded with the service points there (recordServicePoint, import service-points)";

/**
 * Records whether a unit met one criterion on a day. An editor of the unit's authority or of the Department of
 * Science and Technology may. An assessment of an earlier day than the latest joins the history, and changes nothing of
 * what holds now. The connection to the service centre is refused: procedures owns that fact, with its service points,
 * and `recordServiceConnections` records it here.
 */
export async function assessUnitReadiness(
  context: SubgraphContext,
  input: AssessUnitReadinessInput,
): Promise<AdministrativeUnitPayload> {
  const { unit, criterion, meets, note = null, assessedOn } = input;
  requireOrganization(context.viewer, [`U${unit}`, assessingDepartment], `assessing the unit ${unit}`);
  const request = { operation: "assessUnitReadiness", input };
  const { entity, userErrors } = await runMutation<{ unit: string }>(context, request, async (database) => {
    const now = today(context.clock);
    const known = await context.load(unitByCode, unit);
    const isNoUnit = known === undefined || known.kind === AdministrativeUnitKind.CITY;
    const dissolved = isNoUnit ? await describeDissolved(database, currentUnits, { key: unit }) : undefined;
    refuseIfAny([
      isNoUnit &&
        userError(
          "NOT_FOUND",
          "unit",
          `expected the code of a ward or commune; got ${dissolved === undefined || dissolved === unit ? JSON.stringify(unit) : dissolved.slice(0, 300)}.`,
        ),
      criterion === ReadinessCriterion.SERVICE_CENTRE_CONNECTION &&
        badField(
          "criterion",
          `expected a criterion that is assessed here; ${criterion} is ${ownerOfConnection}.`,
        ),
      assessedOn > now && badField("assessedOn", `expected today, ${now}, or before; got ${assessedOn}.`),
      assessedOn < firstDayOfUnits &&
        badField(
          "assessedOn",
          `expected no day before the units came to be, ${firstDayOfUnits}; got ${assessedOn}.`,
        ),
      ...textProblems({ note }),
    ]);
    await database.rows(sql`
      INSERT INTO readiness_assessment (unit_code, criterion, assessed_on, meets, note, origin)
      VALUES (${unit}, ${criterion}, ${assessedOn}, ${meets}, ${note}, 'REPORTED')
      ON CONFLICT (unit_code, criterion, assessed_on) DO UPDATE
        SET meets = excluded.meets, note = excluded.note, origin = excluded.origin`);
    return { unit };
  });
  return { unit: entity && ((await context.load(unitByCode, entity.unit)) ?? null), userErrors };
}
