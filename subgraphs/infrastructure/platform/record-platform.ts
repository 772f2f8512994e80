import { today } from "../../../shared/clock/calendar-day";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { requireOrganization } from "../../../shared/identity/require-organization";
import {
  codeProblem,
  dayProblem,
  leastProblem,
  textProblem,
  unknownKey,
} from "../../../shared/mutation/row-problems";
import { runMutation } from "../../../shared/mutation/run-mutation";
import { refuseIfAny } from "../../../shared/mutation/user-input-error";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Organization } from "../organization/organization";
import { Platform } from "./platform";
import type { PlatformPayload, RecordPlatformInput } from "./record-platform.inputs";

/** The department that this sector belongs to. */
const keeper = "SKHCN";

/** Records how a platform stands. Its operator's editors may, the one that it had and the one that it gets. */
export async function recordPlatform(
  context: SubgraphContext,
  input: RecordPlatformInput,
): Promise<PlatformPayload> {
  const { code, owner } = input;
  requireOrganization(context.viewer, [keeper, owner], "recording a platform");
  const now = today(context.clock);
  const request = { operation: "recordPlatform", input };
  const { entity, userErrors } = await runMutation<{ code: string }>(context, request, async (database) => {
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
    const known = await platforms.findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
    if (known?.ownerCode != null) {
      requireOrganization(context.viewer, [keeper, known.ownerCode], `changing the platform ${code}`);
    }
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
