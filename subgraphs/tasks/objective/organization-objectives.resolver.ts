import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Organization } from "../organization/organization";
import { Objective } from "./objective";
import { objectivesByOrganization } from "./objective.loaders";

@Resolver(() => Organization)
export class OrganizationObjectivesResolver {
  @FieldResolver(() => [Objective], { description: "Its objectives, in order of their codes." })
  objectives(@Root() { code }: Organization, @Ctx() context: SubgraphContext): Promise<Objective[]> {
    return context.loadKnown(objectivesByOrganization, code);
  }
}
