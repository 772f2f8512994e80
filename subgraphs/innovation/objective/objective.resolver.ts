import { Arg, Ctx, Directive, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { measurementSelection } from "../key-result/key-result";
import { measureKeyResult } from "../key-result/measure-key-result";
import { Objective } from "./objective";

@Resolver(() => Objective)
export class ObjectiveResolver {
  @Directive(`@requires(fields: "keyResults { ${measurementSelection} }")`)
  @FieldResolver(() => Float, {
    nullable: true,
    description: "Mean of its key results' progress; null while none is measured.",
  })
  async progress(
    @Root() { keyResults }: Objective,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<number | null> {
    const day = readAsOf(asOf, context.clock);
    const all = await Promise.all(keyResults.map((keyResult) => measureKeyResult(context, keyResult, day)));
    const measured = all.flatMap((measurement) => measurement?.progress ?? []);
    if (measured.length === 0) return null;
    return measured.reduce((sum, progress) => sum + progress, 0) / measured.length;
  }
}
