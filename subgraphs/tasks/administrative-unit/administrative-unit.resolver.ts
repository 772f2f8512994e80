import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { Organization } from "../organization/organization";
import { authorityByUnit } from "../organization/organization.loaders";
import { taskCube } from "../task/task.cube";
import { measuresByUnit, TaskFilter, TaskMeasures } from "../task/task.statistics";
import { AdministrativeUnit } from "./administrative-unit";

@Resolver(() => AdministrativeUnit)
export class AdministrativeUnitResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description: "The commune-level authority of this unit.",
  })
  async authority(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return (await context.load(authorityByUnit, code)) ?? null;
  }

  @FieldResolver(() => TaskMeasures, {
    nullable: true,
    description: "Counts of the tasks that the unit's authority leads.",
  })
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
