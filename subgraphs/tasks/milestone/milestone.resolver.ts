import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Language } from "../../../shared/kit/graphql/kit-enums";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { Programme } from "../programme/programme";
import { programmeByCode } from "../programme/programme.loaders";
import { Milestone, MilestonePlan } from "./milestone";
import { MilestonesArguments } from "./milestone.inputs";
import { leadsByMilestone, plansByMilestone } from "./milestone.loaders";
import { MilestoneConnection, milestonePages } from "./milestone.queries";

@Resolver(() => Milestone)
export class MilestoneResolver {
  @Query(() => MilestoneConnection, { nullable: true, description: "Milestones in pages." })
  @SemanticNonNull()
  milestones(
    @Args() args: MilestonesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Milestone>> {
    return milestonePages.page(context, args);
  }

  @FieldResolver(() => String, {
    description:
      "What is to be reached. One of the two languages is the source's, the other a translation of ours.",
  })
  name(
    @Root() { nameVi, nameEn }: Milestone,
    @Arg("lang", () => Language, { defaultValue: Language.VI, description: "In which language." })
    lang: Language,
  ): string {
    return lang === Language.VI ? nameVi : nameEn;
  }

  @FieldResolver(() => [Organization], { description: "Who answers for it, in order of their codes." })
  async leadOrganizations(
    @Root() { code }: Milestone,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    const leads = await context.loadKnown(leadsByMilestone, code);
    return Promise.all(leads.map((lead) => context.loadKnown(organizationByCode, lead)));
  }

  @FieldResolver(() => [MilestonePlan], {
    description: "Every date that was published; more than one when the sources disagree.",
  })
  plans(@Root() { code }: Milestone, @Ctx() context: SubgraphContext): Promise<MilestonePlan[]> {
    return context.loadKnown(plansByMilestone, code);
  }

  @FieldResolver(() => Programme, { nullable: true, description: "The programme that it is a step of." })
  async programme(
    @Root() { programmeCode }: Milestone,
    @Ctx() context: SubgraphContext,
  ): Promise<Programme | null> {
    return programmeCode === null ? null : context.loadKnown(programmeByCode, programmeCode);
  }

  @FieldResolver(() => [Inference], {
    description:
      "What of it no source states, field by field: who answers for it, how a date in words is read.",
  })
  inferences(@Root() { code }: Milestone, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Milestone", code);
  }

  @FieldResolver(() => Boolean, { description: "Whether two sources published different dates." })
  async conflicting(@Root() { code }: Milestone, @Ctx() context: SubgraphContext): Promise<boolean> {
    const plans = await context.loadKnown(plansByMilestone, code);
    return new Set(plans.map((plan) => `${plan.plannedStart}/${plan.plannedEnd}`)).size > 1;
  }
}
