import { today } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import { describeDissolved } from "../../../../shared/import/keys/current-key";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { DataOrigin } from "../../../../shared/kit/graphql/kit-enums";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import {
  codeProblem,
  dayProblem,
  isStorable,
  leastProblem,
  textProblem,
  unknownKey,
} from "../../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { currentUnits } from "../../../../subgraphs/common/unit/current-units";
import { OrganizationRow } from "../organization/organization-row";
import { MarketStall } from "./market-stall";
import type { MarketStallPayload, RecordMarketStallInput } from "./record-market-stall.inputs";

/** The department that this sector belongs to. */
const maintainer = "SCT";

/**
 * Records a market stall as it stands now. Its own editors may, of the organization that answered for it and of the one
 * that shall, and those of the sector's department.
 */
export async function recordMarketStall(
  context: SubgraphContext,
  input: RecordMarketStallInput,
): Promise<MarketStallPayload> {
  const { code, organization } = input;
  requireOrganization(context.viewer, [maintainer, organization], "recording a market stall");
  const request = { operation: "recordMarketStall", input };
  const authorize = (database: Database) => lockMarketStall(context, database, code);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database) => {
    refuseIfAny([
      codeProblem(code),
      textProblem("name", input.name),
      leastProblem("capacity", input.capacity, 0),
      dayProblem("openedOn", input.openedOn, today(context.clock)),
      ...(await keyProblems(database, input)),
    ]);
    await database.repository(MarketStall).upsert(
      {
        code,
        name: input.name.trim(),
        ownership: input.ownership,
        unitCode: input.unit,
        organizationCode: organization,
        capacity: input.capacity ?? null,
        openedOn: input.openedOn,
        origin: DataOrigin.REPORTED,
        changedAt: context.clock.now(),
      },
      ["code"],
    );
    return { code };
  });
  const marketStall = entity && (await context.database.repository(MarketStall).findOneByOrFail(entity));
  return { marketStall, userErrors };
}

/** Holds the row until the transaction ends. To an editor of others it is one that there is not. */
async function lockMarketStall({ viewer }: SubgraphContext, database: Database, code: string): Promise<void> {
  if (codeProblem(code)) return;
  const known = await database
    .repository(MarketStall)
    .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
  if (known === null) return;
  const named = { what: "code of a market stall", field: "code", key: code };
  ownRow(viewer, known, [maintainer, known.organizationCode], named);
}

async function keyProblems(
  database: Database,
  { unit, organization }: RecordMarketStallInput,
): Promise<(UserError | false)[]> {
  const fallen = await describeDissolved(database, currentUnits, { key: unit });
  const isKnown =
    isStorable(organization) && (await database.repository(OrganizationRow).existsBy({ code: organization }));
  return [
    fallen !== undefined &&
      userError("NOT_FOUND", "unit", `expected the code of a ward or commune; got ${fallen.slice(0, 300)}.`),
    unknownKey("organization", organization, isKnown, "the code of an organization"),
  ];
}
