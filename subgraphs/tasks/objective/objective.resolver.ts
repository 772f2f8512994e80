import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { Objective } from "./objective";
import { objectivesByOrganization } from "./objective.loaders";

@Resolver(() => Objective)
export class ObjectiveResolver {
  @Query(() => [Objective], {
    nullable: true,
    description: "All objectives, or those of one organization, in order of their codes.",
  })
  objectives(
    @Arg("organization", () => ID, { nullable: true, description: "Code of the organization." })
    organization: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Objective[]> {
    if (organization != null) return context.loadKnown(objectivesByOrganization, organization);
    return context.database.repository(Objective).find({ order: { code: "ASC" } });
  }

  @FieldResolver(() => Organization, { description: "Whose objective it is." })
  organization(
    @Root() { organizationCode }: Objective,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization> {
    return context.loadKnown(organizationByCode, organizationCode);
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() objective: Objective): SourceDocument | null {
    return sourceOf(objective);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: Objective, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Objective", code);
  }
}
