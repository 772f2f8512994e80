import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { computeMonths } from "../../../shared/kit/computed/compute-months";
import { ComputedValue } from "../../../shared/kit/computed/computed-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { computeByProcedures } from "../observation/computed-by-procedures";
import { KeyResult } from "./key-result";

@Resolver(() => KeyResult)
export class KeyResultResolver {
  @Directive('@requires(fields: "indicator { code } target decimals periodStart periodEnd")')
  @FieldResolver(() => [ComputedValue], {
    nullable: true,
    description:
      "What the procedures sector computes for its indicator, oldest first: at the end of each month of its period and " +
      "of the year before, and on the last day that has come. null for an indicator that it does not compute.",
  })
  async computedByProcedures(
    @Root() { indicator, ...aim }: KeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue[] | null> {
    if (indicator === null) return null;
    return computeMonths(computeByProcedures, context, { ...aim, code: indicator.code });
  }
}
