import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { reachMilestone } from "./reach-milestone";
import { MilestonePayload, ReachMilestoneInput } from "./reach-milestone.inputs";

@Resolver()
export class ReachMilestoneResolver {
  @Mutation(() => MilestonePayload, {
    nullable: true,
    description:
      "Records that a milestone was reached. An editor of one that answers for it or of Steering Committee 57's " +
      "office (BCD57), or an admin.",
  })
  @SemanticNonNull()
  reachMilestone(
    @Arg("input", () => ReachMilestoneInput, { description: "The milestone and the day." })
    input: ReachMilestoneInput,
    @Ctx() context: SubgraphContext,
  ): Promise<MilestonePayload> {
    return reachMilestone(context, input);
  }
}
