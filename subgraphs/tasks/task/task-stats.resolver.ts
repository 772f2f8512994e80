import { IsOptional } from "class-validator";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/clock/as-of";
import { type CalendarDay, today } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { TaskFilter } from "./task.inputs";
import { TaskSeriesGrain, TaskSeriesPoint } from "./task-series";
import { findTaskSeries } from "./task-series.queries";
import { TaskDimension, TaskStats, TaskStatsOrder, TaskStatsRow } from "./task-stats";
import { findTaskStats } from "./task-stats.queries";

@ArgsType()
class TaskStatsArguments {
  @IsOptional()
  @Field(() => TaskFilter, { nullable: true, description: "Only these tasks." })
  filter?: TaskFilter | null;

  @IsOptional()
  @Field(() => [TaskDimension], { defaultValue: [], description: "One row for each combination of these." })
  groupBy!: TaskDimension[];

  @IsOptional()
  @Field(() => [TaskStatsOrder], {
    nullable: true,
    description: "Order of the rows; by their keys when none is given.",
  })
  orderBy?: TaskStatsOrder[] | null;

  @IsOptional()
  @Field(() => Int, { defaultValue: 200, description: "The first so many rows, 1 to 10,000." })
  first!: number;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: asOfDescription })
  asOf?: CalendarDay | null;
}

@Resolver(() => TaskStatsRow)
export class TaskStatsResolver {
  @Query(() => TaskStats, { nullable: true, description: "Counts of tasks at the end of a day, by group." })
  taskStats(
    @Args() args: TaskStatsArguments,
    @Ctx() { database, clock }: SubgraphContext,
  ): Promise<TaskStats> {
    const { filter = null, groupBy, orderBy = null, first } = args;
    return findTaskStats(database, { filter, groupBy, orderBy, first, asOf: readAsOf(args.asOf, clock) });
  }

  @Query(() => [TaskSeriesPoint], {
    nullable: true,
    description:
      "How the counts moved over time: each point is as of the end of its step, and the last one as of `to` or today " +
      "where these come first. Steps that have not begun are left out.",
  })
  taskSeries(
    @Arg("filter", () => TaskFilter, { nullable: true, description: "Only these tasks." })
    filter: TaskFilter | null,
    @Arg("from", () => dateScalar, { description: "A day of the first step, today or before." })
    from: CalendarDay,
    @Arg("to", () => dateScalar, {
      description: "The last day: the counts of its step are taken at its end. At most 540 steps.",
    })
    to: CalendarDay,
    @Arg("grain", () => TaskSeriesGrain, {
      defaultValue: TaskSeriesGrain.WEEK,
      description: "How long a step is.",
    })
    grain: TaskSeriesGrain,
    @Ctx() { database, clock }: SubgraphContext,
  ): Promise<TaskSeriesPoint[]> {
    return findTaskSeries(database, { filter, from, to, grain, today: today(clock) });
  }

  @FieldResolver(() => Organization, { nullable: true, description: "Of LEAD_ORGANIZATION." })
  async organization(
    @Root() { organizationCode }: TaskStatsRow,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization | null> {
    return organizationCode === null ? null : context.loadKnown(organizationByCode, organizationCode);
  }
}
