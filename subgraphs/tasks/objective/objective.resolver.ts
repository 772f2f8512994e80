import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { Objective } from "./objective";
import { ObjectivesArguments } from "./objective.inputs";
import { ObjectiveConnection, objectivePages } from "./objective.queries";

@Resolver(() => Objective)
export class ObjectiveResolver {
  @Query(() => ObjectiveConnection, { nullable: true, description: "Objectives in pages." })
  @SemanticNonNull()
  objectives(
    @Args() args: ObjectivesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Objective>> {
    return objectivePages.page(context, args);
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
