import { IsOptional } from "class-validator";
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import type { Connection } from "../../../shared/connection/connection-type";
import { badInput, notFound } from "../../../shared/errors/graph-error";
import { dateScalar } from "../../../shared/graphql/scalars";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { KeyResult } from "../key-result/key-result";
import { keyResultByCode } from "../key-result/key-result.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SixClear, sixClearOf } from "./six-clear";
import { Task } from "./task";
import { TaskFilter, TasksArguments } from "./task.inputs";
import { changesByTask, coordinatorsByTask, stateByTask, taskByCode, taskById } from "./task.loaders";
import { TaskConnection, taskPages } from "./task.queries";
import { TaskChangeKind } from "./task-change";
import { DeadlineExtension, extensionOf, ProgressReport, progressReportOf } from "./task-history";
import { TaskSeriesGrain, TaskSeriesPoint } from "./task-series";
import { findTaskSeries } from "./task-series.queries";
import { daysOverdueAt, readAsOf, statusAt, TaskStatus } from "./task-state";
import { TaskDimension, TaskStats, TaskStatsOrder } from "./task-stats";
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
  @Field(() => dateScalar, { nullable: true, description: "As of the end of that day; today by default." })
  asOf?: CalendarDay | null;
}

const asOfDescription = "As of the end of that day; today by default.";

@Resolver(() => Task)
export class TaskResolver {
  @Query(() => Task, {
    nullable: true,
    description: "One task by its id or its code, one of the two. Unknown is NOT_FOUND.",
  })
  async task(
    @Arg("id", () => ID, { nullable: true, description: "Key in the graph." }) id: string | null,
    @Arg("code", () => String, { nullable: true, description: "Human reference, e.g. TW-2025-014." }) code:
      | string
      | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Task> {
    if ((id == null) === (code == null))
      throw badInput("task: expected either id or code; got both or neither.", ["id"]);
    const task = id != null ? await context.load(taskById, id) : await context.load(taskByCode, code ?? "");
    if (task === undefined) throw notFound("task", id ?? code ?? "");
    return task;
  }

  @Query(() => TaskConnection, { nullable: true, description: "Tasks as they stand now, in pages." })
  tasks(@Args() args: TasksArguments, @Ctx() context: SubgraphContext): Promise<Connection<Task>> {
    return taskPages.page(context, args);
  }

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
    description: "How the counts moved over time; each point is as of the end of its bucket.",
  })
  taskSeries(
    @Arg("filter", () => TaskFilter, { nullable: true, description: "Only these tasks." })
    filter: TaskFilter | null,
    @Arg("from", () => dateScalar, { description: "A day of the first step." }) from: CalendarDay,
    @Arg("to", () => dateScalar, { description: "A day of the last step; at most 540 steps." })
    to: CalendarDay,
    @Arg("grain", () => TaskSeriesGrain, {
      defaultValue: TaskSeriesGrain.WEEK,
      description: "How long a step is.",
    })
    grain: TaskSeriesGrain,
    @Ctx() { database }: SubgraphContext,
  ): Promise<TaskSeriesPoint[]> {
    return findTaskSeries(database, { filter, from, to, grain });
  }

  @FieldResolver(() => Organization, { description: "Who answers for it." })
  leadOrganization(@Root() task: Task, @Ctx() context: SubgraphContext): Promise<Organization> {
    return context.loadKnown(organizationByCode, task.leadOrganizationCode);
  }

  @FieldResolver(() => [Organization], {
    description: "Who works on it beside the lead, in order of their codes.",
  })
  async coordinatingOrganizations(
    @Root() { id }: Task,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    const codes = await context.loadKnown(coordinatorsByTask, id);
    return Promise.all(codes.map((code) => context.loadKnown(organizationByCode, code)));
  }

  @FieldResolver(() => SixClear, {
    description: "The 6-clear principle: a task is clear when all six are stated.",
  })
  sixClear(@Root() task: Task): SixClear {
    return sixClearOf(task);
  }

  @FieldResolver(() => TaskStatus, {
    nullable: true,
    description: "As of the end of that day (default today): completions and reports after it are ignored.",
  })
  async status(
    @Root() { id }: Task,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription }) asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskStatus> {
    const day = readAsOf(asOf, context.clock);
    return statusAt(await context.loadKnown(stateByTask, id, { asOf: day }), day);
  }

  @FieldResolver(() => Int, { nullable: true, description: "0 unless overdue." })
  async daysOverdue(
    @Root() { id }: Task,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription }) asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<number> {
    const day = readAsOf(asOf, context.clock);
    return daysOverdueAt(await context.loadKnown(stateByTask, id, { asOf: day }), day);
  }

  @FieldResolver(() => KeyResult, { nullable: true, description: "The key result that it serves." })
  async keyResult(@Root() task: Task, @Ctx() context: SubgraphContext): Promise<KeyResult | null> {
    return task.keyResultCode === null ? null : context.loadKnown(keyResultByCode, task.keyResultCode);
  }

  @FieldResolver(() => [ProgressReport], { description: "Reports of progress, oldest first." })
  async progressReports(@Root() { id }: Task, @Ctx() context: SubgraphContext): Promise<ProgressReport[]> {
    const changes = await context.loadKnown(changesByTask, id, { kind: TaskChangeKind.PROGRESS_REPORTED });
    return changes.map(progressReportOf);
  }

  @FieldResolver(() => [DeadlineExtension], { description: "Extensions of the deadline, oldest first." })
  async extensions(@Root() { id }: Task, @Ctx() context: SubgraphContext): Promise<DeadlineExtension[]> {
    const changes = await context.loadKnown(changesByTask, id, { kind: TaskChangeKind.EXTENDED });
    return changes.map(extensionOf);
  }
}
