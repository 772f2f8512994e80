import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../../shared/kit/statistics-graphql/statistics-types";
import { AdministrativeUnit } from "../../administrative-unit/administrative-unit";
import { taskCube } from "../task.cube";
import { measuresByUnit, TaskFilter, TaskMeasures } from "../task.statistics";

@Resolver(() => AdministrativeUnit)
export class UnitTaskStatsResolver {
  @FieldResolver(() => TaskMeasures, {
    nullable: true,
    description: "Counts of the tasks that the unit's authority leads.",
  })
  @SemanticNonNull()
  @MeasuresTogether(measuresByUnit)
  taskStats(
    @Root() { code }: AdministrativeUnit,
    @Arg("filter", () => TaskFilter, { nullable: true, description: "Only these tasks." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(taskCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByUnit, code, { filter, asOf });
  }
}
