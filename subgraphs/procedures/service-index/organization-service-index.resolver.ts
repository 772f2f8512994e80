import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Organization } from "../organization/organization";
import { readScoredMonth, ServiceIndexArguments } from "./service-index.inputs";
import { serviceIndexByOrganization } from "./service-index.loaders";
import { ServiceIndexScore } from "./service-index-score";

@Resolver(() => Organization)
export class OrganizationServiceIndexResolver {
  @FieldResolver(() => ServiceIndexScore, {
    nullable: true,
    description:
      "Its score in a month, by what was known at the end of a day; null when it had received none in it by then.",
  })
  async serviceIndex(
    @Root() { code }: Organization,
    @Args() args: ServiceIndexArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexScore | null> {
    return (
      (await context.load(serviceIndexByOrganization, code, readScoredMonth(args, context.clock))) ?? null
    );
  }
}
