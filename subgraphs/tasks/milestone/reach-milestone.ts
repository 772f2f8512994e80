import { today } from "../../../shared/base/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import { requireRole } from "../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { ownRow } from "../../../shared/kit/mutation/own-row";
import { runRowMutation } from "../../../shared/kit/mutation/run-mutation";
import { refuseIfAny, userError } from "../../../shared/kit/mutation/user-input-error";
import { saidByColumns, sourceProblems } from "../source-document/source-problems";
import { Milestone, MilestoneLead } from "./milestone";
import type { MilestonePayload, ReachMilestoneInput } from "./reach-milestone.inputs";

/** The Steering Committee's office, which maintains the milestones. */
const maintainer = "BCD57";

/** Records that a milestone was reached; again with another day or source corrects it. Its leads and the office may. */
export async function reachMilestone(
  context: SubgraphContext,
  input: ReachMilestoneInput,
): Promise<MilestonePayload> {
  const { milestone: code, reachedOn } = input;
  const now = today(context.clock);
  requireRole(context.viewer, ["editor", "admin"], "recording a reached milestone");
  const request = { operation: "reachMilestone", input };
  const authorize = async (database: Database) => {
    const milestone = await database
      .repository(Milestone)
      .findOne({ where: { code }, lock: { mode: "pessimistic_write" } });
    const leads = await database.repository(MilestoneLead).findBy({ milestoneCode: code });
    const writers = [maintainer, ...leads.map((lead) => lead.organizationCode)];
    const named = { what: "code of a milestone", field: "milestone", key: code };
    return ownRow(context.viewer, milestone, writers, named);
  };
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database) => {
    refuseIfAny([
      reachedOn > now &&
        userError("BAD_USER_INPUT", "reachedOn", `expected today, ${now}, or before; got ${reachedOn}.`),
      ...(await sourceProblems(database, input, now)),
    ]);
    const { origin, sourceId } = saidByColumns(input);
    await database
      .repository(Milestone)
      .update({ code }, { reachedOn, reachedOrigin: origin, reachedSourceId: sourceId });
    return { code };
  });
  const milestone = entity && (await context.database.repository(Milestone).findOneByOrFail(entity));
  return { milestone, userErrors };
}
