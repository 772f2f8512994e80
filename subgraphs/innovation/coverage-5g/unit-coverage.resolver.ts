import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { AnswersTogether } from "../../../shared/base/graphql/answer-together";
import { monthScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { Coverage5G } from "./coverage-5g";
import { Coverage5GSeriesArguments, latestMonthDescription } from "./coverage-5g.inputs";
import { coverage5GByUnit, measured5GByUnit } from "./coverage-5g.loaders";
import { fillMonths } from "./coverage-5g-series";
import { type Month, readMonthRange } from "./month";

interface MonthArguments {
  month?: Month | null;
}

@Resolver(() => AdministrativeUnit)
export class UnitCoverageResolver {
  @FieldResolver(() => Coverage5G, {
    nullable: true,
    description:
      "5G coverage of the unit in one month, the latest when none is given; null when it was not measured. " +
      "On unit 01 it is the whole city's.",
  })
  @AnswersTogether(
    (units: readonly AdministrativeUnit[], { month }: MonthArguments, context: SubgraphContext) =>
      context.loadEach(
        coverage5GByUnit,
        units.map(({ code }) => code),
        { month: month ?? null },
      ),
  )
  async coverage5G(
    @Root() { code }: AdministrativeUnit,
    @Arg("month", () => monthScalar, { nullable: true, description: latestMonthDescription })
    month: Month | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Coverage5G | null> {
    return (await context.load(coverage5GByUnit, code, { month: month ?? null })) ?? null;
  }

  @SemanticNonNull()
  @FieldResolver(() => [Coverage5G], {
    nullable: true,
    description:
      "5G coverage of the unit month by month, oldest first. A month that nobody reported stands there " +
      "with nulls, so that no gap is hidden and none is taken for zero. On unit 01 it is the whole city's.",
  })
  async coverage5GSeries(
    @Root() { code }: AdministrativeUnit,
    @Args() args: Coverage5GSeriesArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Coverage5G[]> {
    const range = readMonthRange(args.from, args.to);
    return fillMonths(code, range, await context.loadKnown(measured5GByUnit, code, range));
  }
}
