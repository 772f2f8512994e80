import sql from "sql-template-tag";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { UserError } from "../../../shared/kit/graphql/user-error";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { isStorable, textProblem, unknownKey } from "../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import { OrganizationRow } from "../organization/organization-row";
import { Sector } from "../sector/sector";
import { Indicator } from "./indicator";
import { indicatorCode, measurementUnit, mostDecimals } from "./indicator-rules";
import type { IndicatorPayload, RecordIndicatorInput } from "./record-indicator.inputs";

/**
 * Records an indicator, or changes one that is there. Its owner does: the organization that answers for it, the one that
 * did and the one that shall. What its values are in stays as it is once there are values.
 */
export async function recordIndicator(
  context: SubgraphContext,
  input: RecordIndicatorInput,
): Promise<IndicatorPayload> {
  const { code, responsibleOrganization } = input;
  requireOrganization(context.viewer, [responsibleOrganization], "recording an indicator");
  const request = { operation: "recordIndicator", input };
  const authorize = (database: Database) => lockIndicator(context, database, code);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database, old) => {
    refuseIfAny([...ownProblems(input), ...(await keyProblems(database, input))]);
    if (old !== null) refuseIfAny(await unitProblems(database, old, input));
    await database.repository(Indicator).upsert(
      {
        code,
        sectorCode: input.sector,
        responsibleOrganizationCode: responsibleOrganization,
        nameVi: input.name.trim(),
        nameEn: input.nameEn.trim(),
        definitionVi: input.definition?.trim() ?? null,
        definitionEn: input.definitionEn?.trim() ?? null,
        unit: input.measurementUnit,
        decimals: input.decimals,
        higherIsBetter: input.higherIsBetter ?? null,
      },
      ["code"],
    );
    return { code };
  });
  const indicator = entity && (await context.database.repository(Indicator).findOneByOrFail(entity));
  return { indicator, userErrors };
}

/** The indicator as it is, until the transaction ends; null where there is none. To others it is one that there is not. */
async function lockIndicator(
  { viewer }: SubgraphContext,
  database: Database,
  code: string,
): Promise<Indicator | null> {
  if (!indicatorCode.test.test(code)) return null;
  const [row] = await database.rows(sql`SELECT code FROM indicator WHERE code = ${code} FOR UPDATE`);
  if (row === undefined) return null;
  const indicator = await database.repository(Indicator).findOneByOrFail({ code });
  const owner = indicator.responsibleOrganizationCode;
  return ownRow(viewer, indicator, owner === null ? [] : [owner], {
    ...{ what: "code of an indicator", field: "code", key: code },
  });
}

function ownProblems(input: RecordIndicatorInput): (UserError | false)[] {
  const { code, measurementUnit: unit, decimals } = input;
  return [
    !indicatorCode.test.test(code) &&
      badField("code", `expected ${indicatorCode.expected}; got ${JSON.stringify(code.slice(0, 90))}.`),
    textProblem("name", input.name),
    textProblem("nameEn", input.nameEn),
    textProblem("definition", input.definition, 2_000),
    textProblem("definitionEn", input.definitionEn, 2_000),
    !(isStorable(unit) && measurementUnit.test.test(unit)) &&
      badField(
        "measurementUnit",
        `expected ${measurementUnit.expected}; got ${JSON.stringify(unit.slice(0, 60))}.`,
      ),
    (decimals < 0 || decimals > mostDecimals) &&
      badField("decimals", `expected 0 to ${mostDecimals}; got ${decimals}.`),
  ];
}

async function keyProblems(
  database: Database,
  { sector, responsibleOrganization: organization }: RecordIndicatorInput,
): Promise<(UserError | false)[]> {
  const knowsSector = isStorable(sector) && (await database.repository(Sector).existsBy({ code: sector }));
  const knowsOrganization =
    isStorable(organization) && (await database.repository(OrganizationRow).existsBy({ code: organization }));
  return [
    unknownKey("sector", sector, knowsSector, "the code of a sector"),
    unknownKey("responsibleOrganization", organization, knowsOrganization, "the code of an organization"),
  ];
}

async function unitProblems(
  database: Database,
  { code, unit, decimals }: Indicator,
  input: RecordIndicatorInput,
): Promise<(UserError | false)[]> {
  if (unit === input.measurementUnit && decimals === input.decimals) return [];
  const { hasValues } = await database.row<{ hasValues: boolean }>(sql`
    SELECT EXISTS (SELECT FROM observation WHERE indicator_code = ${code})
      OR EXISTS (SELECT FROM target WHERE indicator_code = ${code} AND value IS NOT NULL) AS "hasValues"`);
  if (!hasValues) return [];
  return [
    unit !== input.measurementUnit &&
      badField("measurementUnit", `expected ${unit}, which its values are in; got ${input.measurementUnit}.`),
    decimals !== input.decimals &&
      badField("decimals", `expected ${decimals}, which its values have; got ${input.decimals}.`),
  ];
}
