import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { ComputedValue } from "../../../shared/kit/computed/computed-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { cityCode } from "../../common/city/city-code";
import { computeByProcedures } from "./computed-by-procedures";
import { Observation } from "./observation";

@Resolver(() => Observation)
export class ObservationResolver {
  @Directive(
    '@requires(fields: "indicator { code } area { code } organization { code } periodStart periodEnd value")',
  )
  @FieldResolver(() => ComputedValue, {
    nullable: true,
    description:
      "What the procedures sector computes for the same indicator and period; null for an indicator that it does not " +
      "compute, and for figures that are not of the whole city.",
  })
  async computedByProcedures(
    @Root() { indicator, area, organization, periodStart, periodEnd, value }: Observation,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue | null> {
    if (area?.code !== cityCode || organization !== null || periodEnd === null) return null;
    return computeByProcedures(context, { code: indicator.code, value, from: periodStart, to: periodEnd });
  }
}
