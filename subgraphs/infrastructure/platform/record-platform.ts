import { today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireOrganization } from "../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import {
  codeProblem,
  dayProblem,
  leastProblem,
  textProblem,
  unknownKey,
} from "../../../shared/kit/mutation/row-problems";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny } from "../../../shared/kit/mutation/user-input-error";
import { Organization } from "../organization/organization";
import { Platform } from "./platform";
import type { PlatformPayload, RecordPlatformInput } from "./record-platform.inputs";

/** The department that this sector belongs to. */
const maintainer = "SKHCN";

/** Records the present state of a platform. Its operator's editors may, the one that it had and the one that it gets. */
export async function recordPlatform(
  context: SubgraphContext,
  input: RecordPlatformInput,
): Promise<PlatformPayload> {
  const { code, owner } = input;
  requireOrganization(context.viewer, [maintainer, owner], "recording a platform");
  const now = today(context.clock);
  const request = { operation: "recordPlatform", input };
  const authorize = (database: Database) => lockPlatform(context, database, code);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database) => {
    const platforms = database.repository(Platform);
    refuseIfAny([
      codeProblem(code),
      textProblem("name", input.name),
      textProblem("nameEn", input.nameEn),
      textProblem("description", input.description, 2_000),
      textProblem("descriptionEn", input.descriptionEn, 2_000),
      unknownKey(
        "owner",
        owner,
        await database.repository(Organization).existsBy({ code: owner }),
        "the code of an organization",
      ),
      dayProblem("launchedOn", input.launchedOn, now),
      leastProblem("registeredUsers", input.registeredUsers, 0),
      leastProblem("services", input.services, 0),
    ]);
    await platforms.upsert(
      {
        code,
        nameVi: input.name,
        nameEn: input.nameEn ?? null,
        descriptionVi: input.description ?? null,
        descriptionEn: input.descriptionEn ?? null,
        ownerCode: owner,
        launchedOn: input.launchedOn ?? null,
        registeredUsers: input.registeredUsers ?? null,
        services: input.services ?? null,
        origin: DataOrigin.REPORTED,
      },
      ["code"],
    );
    return { code };
  });
  const platform = entity && (await context.database.repository(Platform).findOneByOrFail(entity));
  return { platform, userErrors };
}

/** A code that no platform has, or can have, is nobody's, and so is a platform without an operator. */
async function lockPlatform({ viewer }: SubgraphContext, database: Database, code: string): Promise<void> {
  if (codeProblem(code)) return;
  const known = await database
    .repository(Platform)
    .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
  if (known?.ownerCode == null) return;
  ownRow(viewer, known, [maintainer, known.ownerCode], {
    what: "code of a platform",
    field: "code",
    key: code,
  });
}
