import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { withDecimals } from "../../../shared/kit/computed/compute-months";
import { ComputedValue } from "../../../shared/kit/computed/computed-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { cityCode } from "../../common/city/city-code";
import { indicatorByCode } from "../indicator/indicator.loaders";
import { Observation } from "../observation/observation";
import { Target } from "../target/target";
import { computeByInnovation } from "./computed-by-innovation";

/**
 * Published against computed. Every sector adds one field of its own to Observation, named after itself, which is
 * null for all that it does not compute: so no sector calls another, none waits for another, and a fifth one adds
 * its field without touching the rest. docs/decisions.md says why it is not one field for all.
 */
@Resolver(() => Observation)
export class ComputedObservationResolver {
  @FieldResolver(() => ComputedValue, {
    nullable: true,
    description:
      "What the innovation sector computes for the same indicator and period, as of the period's last day; null for an " +
      "indicator that it does not compute, and for figures that are not of the whole city. The other sectors have " +
      "fields like this one.",
  })
  async computedByInnovation(
    @Root() { indicatorCode: code, areaCode, organizationCode, periodStart, periodEnd, value }: Observation,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue | null> {
    if (areaCode !== cityCode || organizationCode !== null || periodEnd === null) return null;
    return computeByInnovation(context, { code, value, from: periodStart, to: periodEnd });
  }
}

@Resolver(() => Target)
export class ComputedTargetResolver {
  @FieldResolver(() => ComputedValue, {
    nullable: true,
    description:
      "What the innovation sector computes for the indicator: where it stands against this target before anything is " +
      "published; `difference` is computed minus target, both in the indicator's own digits. null for an indicator that it does not compute, and for an aim without a number.",
  })
  async computedByInnovation(
    @Root() { indicatorCode: code, value }: Target,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue | null> {
    if (value === null) return null;
    const { decimals } = await context.loadKnown(indicatorByCode, code);
    const target = withDecimals(value, decimals);
    return computeByInnovation(context, {
      code,
      value: target,
      from: null,
      to: readAsOf(asOf, context.clock),
    });
  }
}
