import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../../shared/kit/statistics-graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../../shared/kit/statistics-graphql/statistics-types";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { marketStallCube } from "./market-stall.cube";
import { MarketStallFilter, MarketStallMeasures, measuresByUnit } from "./market-stall.statistics";

@Resolver(() => AdministrativeUnit)
export class UnitMarketStallsResolver {
  @SemanticNonNull()
  @FieldResolver(() => MarketStallMeasures, {
    nullable: true,
    description: "Counts of the market stalls in the unit. On unit 01 they are of the whole city.",
  })
  marketStallStats(
    @Root() { code }: AdministrativeUnit,
    @Arg("filter", () => MarketStallFilter, { nullable: true, description: "Only these market stalls." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(marketStallCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByUnit, code, { filter, asOf });
  }
}
