import { Arg, Args, Ctx, Query, Resolver } from "type-graphql";
import { monthScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { cityCode } from "../../common/city/city-code";
import { Coverage5G } from "./coverage-5g";
import { Coverage5GSeriesArguments, latestMonthDescription } from "./coverage-5g.inputs";
import { coverage5GByUnit, measured5GByUnit } from "./coverage-5g.loaders";
import { fillMonths } from "./coverage-5g-series";
import { type Month, readMonthRange } from "./month";

@Resolver(() => Coverage5G)
export class Coverage5GResolver {
  @Query(() => Coverage5G, {
    nullable: true,
    description:
      "5G coverage of the whole city in one month, weighted by population; null in a month that was not measured.",
  })
  async coverage5G(
    @Arg("month", () => monthScalar, { nullable: true, description: latestMonthDescription })
    month: Month | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Coverage5G | null> {
    return (await context.load(coverage5GByUnit, cityCode, { month: month ?? null })) ?? null;
  }

  @SemanticNonNull()
  @Query(() => [Coverage5G], {
    nullable: true,
    description:
      "5G coverage of the whole city month by month, weighted by population, oldest first. A month that " +
      "nobody reported stands there with nulls, so that no gap is hidden and none is taken for zero.",
  })
  async coverage5GSeries(
    @Args() args: Coverage5GSeriesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Coverage5G[]> {
    const range = readMonthRange(args.from, args.to);
    return fillMonths(cityCode, range, await context.loadKnown(measured5GByUnit, cityCode, range));
  }
}
