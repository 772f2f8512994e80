import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { readScoredMonth, ServiceIndexArguments } from "./service-index.inputs";
import { serviceIndexByUnit } from "./service-index.loaders";
import { ServiceIndexScore } from "./service-index-score";

@Resolver(() => AdministrativeUnit)
export class UnitServiceIndexResolver {
  @FieldResolver(() => ServiceIndexScore, {
    nullable: true,
    description:
      "Its score in a month, by what was known at the end of a day; null when it had received none in it by then.",
  })
  async serviceIndex(
    @Root() { code }: AdministrativeUnit,
    @Args() args: ServiceIndexArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexScore | null> {
    return (await context.load(serviceIndexByUnit, code, readScoredMonth(args, context.clock))) ?? null;
  }
}
