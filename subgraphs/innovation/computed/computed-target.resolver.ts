import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { withDecimals } from "../../../shared/kit/computed/compute-months";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { indicatorByCode } from "../indicator/indicator.loaders";
import { Target } from "../target/target";
import { computeByInnovation } from "./computed-by-innovation";
import { ComputedValue } from "./computed-value";
import { ownSector } from "./sector-figures";

@Resolver(() => Target)
export class ComputedTargetResolver {
  @FieldResolver(() => ComputedValue, {
    nullable: true,
    description:
      "What the innovation sector computes for the indicator: where it stands against this target before anything is " +
      "published; `difference` is computed minus target, both in the indicator's own digits. null for an indicator of " +
      "another sector, for one that is not computed, and for an aim without a number.",
  })
  async computed(
    @Root() { indicatorCode: indicator, value: target }: Target,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue | null> {
    if (target === null) return null;
    const { decimals } = await context.loadKnown(indicatorByCode, indicator);
    const value = await computeByInnovation(context, {
      indicator,
      value: withDecimals(target, decimals),
      periodStart: null,
      periodEnd: readAsOf(asOf, context.clock),
    });
    return value && { ...value, sectorCode: ownSector };
  }
}
