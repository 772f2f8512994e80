import { Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { Indicator } from "../indicator/indicator";
import { indicatorRowByCode } from "../indicator/indicator.loaders";
import { Objective } from "../objective/objective";
import { objectiveByCode } from "../objective/objective.loaders";
import { KeyResult } from "./key-result";

@Resolver(() => KeyResult)
export class KeyResultResolver {
  @FieldResolver(() => Objective, { description: "The objective that it measures." })
  objective(@Root() { objectiveCode }: KeyResult, @Ctx() context: SubgraphContext): Promise<Objective> {
    return context.loadKnown(objectiveByCode, objectiveCode);
  }

  @FieldResolver(() => Indicator, { nullable: true, description: "The indicator that its values are of." })
  indicator(@Root() { indicatorCode }: KeyResult): Indicator | null {
    return indicatorCode === null ? null : { code: indicatorCode };
  }

  @FieldResolver(() => Int, {
    description: "Digits after the point in which value and target are compared.",
  })
  async decimals(
    @Root() { indicatorCode, target }: KeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<number> {
    const indicator =
      indicatorCode === null ? undefined : await context.load(indicatorRowByCode, indicatorCode);
    return Math.max(indicator?.decimals ?? 0, target.split(".")[1]?.length ?? 0);
  }

  @FieldResolver(() => dateScalar, { description: "First day of its objective." })
  async periodStart(
    @Root() { objectiveCode }: KeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<CalendarDay> {
    return (await context.loadKnown(objectiveByCode, objectiveCode)).periodStart;
  }

  @FieldResolver(() => dateScalar, { description: "Last day of its objective." })
  async periodEnd(
    @Root() { objectiveCode }: KeyResult,
    @Ctx() context: SubgraphContext,
  ): Promise<CalendarDay> {
    return (await context.loadKnown(objectiveByCode, objectiveCode)).periodEnd;
  }
}
