import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/clock/as-of";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Organization } from "../organization/organization";
import { authorityByUnit } from "../organization/organization.loaders";
import { TaskFilter } from "../task/task.inputs";
import { TaskMeasures } from "../task/task-measures";
import { measuresByUnit } from "../task/task-measures.loaders";
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
    filter: TaskFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskMeasures> {
    return context.loadKnown(measuresByUnit, code, { filter, asOf: readAsOf(asOf, context.clock) });
  }
}
