import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { runMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { applicationByCode } from "./application.loaders";
import type { ApplicationPayload } from "./record-application.inputs";
import type { RecordUnitApplicationInput } from "./record-unit-application.inputs";

/** The department that this sector belongs to. */
const maintainer = "SKHCN";

/** Records whether a ward or commune works with an application. Editors of its authority may. */
export async function recordUnitApplication(
  context: SubgraphContext,
  input: RecordUnitApplicationInput,
): Promise<ApplicationPayload> {
  const { unit, application, inUse } = input;
  requireOrganization(context.viewer, [`U${unit}`, maintainer], "recording a unit's application");
  const request = { operation: "recordUnitApplication", input };
  const { entity, userErrors } = await runMutation(context, request, async (database) => {
    await refuseUnknown(database, input);
    await refuseStale(database, input);
    if (inUse) {
      await database.rows(sql`
        INSERT INTO unit_application (unit_code, application_code) VALUES (${unit}, ${application}) ON CONFLICT DO NOTHING`);
    } else {
      await database.rows(sql`
        DELETE FROM unit_application WHERE unit_code = ${unit} AND application_code = ${application}`);
    }
    return { code: application };
  });
  return { application: entity && (await context.loadKnown(applicationByCode, entity.code)), userErrors };
}

/** That it works with it is all that there is to know of the pair, and so is its version. */
async function refuseStale(
  database: Database,
  { unit, application, expectedInUse }: RecordUnitApplicationInput,
): Promise<void> {
  if (expectedInUse == null) return;
  // Two of one pair at once come one after the other, also where there is no row yet that could be locked.
  const pair = `${unit} ${application}`;
  await database.rows(sql`SELECT pg_advisory_xact_lock(hashtext('unit application'), hashtext(${pair}))`);
  const { isInUse } = await database.row<{ isInUse: boolean }>(sql`
    SELECT EXISTS (SELECT FROM unit_application WHERE unit_code = ${unit} AND application_code = ${application})
      AS "isInUse"`);
  refuseIfAny([
    isInUse !== expectedInUse &&
      userError(
        "STALE_VERSION",
        "expectedInUse",
        `expected what holds now, ${isInUse}; got ${expectedInUse}.`,
      ),
  ]);
}

/** The city has no rows: its applications are those of its units. */
async function refuseUnknown(
  database: Database,
  { unit, application }: RecordUnitApplicationInput,
): Promise<void> {
  const storable = (text: string) => text.replaceAll("\u0000", "").slice(0, 100);
  const { isUnit, isApplication } = await database.row<{ isUnit: boolean; isApplication: boolean }>(sql`
    SELECT EXISTS (SELECT FROM administrative_unit WHERE code = ${storable(unit)} AND kind <> 'CITY') AS "isUnit",
      EXISTS (SELECT FROM application WHERE code = ${storable(application)}) AS "isApplication"`);
  const got = (text: string) => JSON.stringify(text.slice(0, 60));
  refuseIfAny([
    !isUnit && userError("NOT_FOUND", "unit", `expected the code of a ward or commune; got ${got(unit)}.`),
    !isApplication &&
      userError("NOT_FOUND", "application", `expected the code of an application; got ${got(application)}.`),
  ]);
}
