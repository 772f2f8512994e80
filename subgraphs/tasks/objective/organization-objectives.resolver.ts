import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Organization } from "../organization/organization";
import type { Objective } from "./objective";
import { ObjectivesArguments } from "./objective.inputs";
import { ObjectiveConnection, objectivePageOfOrganization } from "./objective.queries";

@Resolver(() => Organization)
export class OrganizationObjectivesResolver {
  @FieldResolver(() => ObjectiveConnection, { nullable: true, description: "Its objectives, in pages." })
  @SemanticNonNull()
  objectives(
    @Root() { code }: Organization,
    @Args() args: ObjectivesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Objective>> {
    return objectivePageOfOrganization(context, code, args);
  }
}
