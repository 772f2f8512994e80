import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { readAsOf } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { badInput, notFound } from "../../../shared/base/errors/graph-error";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { Inference } from "../../../shared/kit/inference/inference";
import { inferencesOf } from "../../../shared/kit/inference/inference.loaders";
import { keyFromGlobalId } from "../../../shared/kit/subgraph/global-key";
import { KeyResult } from "../key-result/key-result";
import { keyResultByCode } from "../key-result/key-result.loaders";
import { Organization } from "../organization/organization";
import { organizationByCode } from "../organization/organization.loaders";
import { SourceDocument } from "../source-document/source-document";
import { sourceDescription, sourceOf } from "../source-document/sourced";
import { SixClear, sixClearOf } from "./six-clear";
import { Task } from "./task";
import { TasksArguments } from "./task.inputs";
import { changesByTask, coordinatorsByTask, stateByTask, taskByCode, taskById } from "./task.loaders";
import { findTaskPage, TaskConnection } from "./task.queries";
import { TaskChangeKind } from "./task-change";
import { DeadlineExtension, extensionOf, handoverOf, TaskHandover } from "./task-history";
import { daysOverdueAt, statusAt, TaskStatus } from "./task-state";

const taskAsOfDescription =
  "As of the end of that day, today at the latest; by default that of the list that the task is in, or else today.";

@Resolver(() => Task)
export class TaskResolver {
  @Query(() => Task, {
    nullable: true,
    description: "One task by its id or its code, one of the two. Unknown is NOT_FOUND.",
  })
  @SemanticNonNull()
  async task(
    @Arg("id", () => ID, { nullable: true, description: "Its id in the graph." }) id: string | null,
    @Arg("code", () => String, { nullable: true, description: "Human reference, e.g. TW-2025-014." }) code:
      | string
      | null,
    @Ctx() context: SubgraphContext,
  ): Promise<Task> {
    if ((id == null) === (code == null))
      throw badInput("task: expected either id or code; got both or neither.", ["id"]);
    const task =
      id != null
        ? await context.load(taskById, keyFromGlobalId("Task", id, ["id"]))
        : await context.load(taskByCode, code ?? "");
    if (task === undefined) throw notFound("task", id ?? code ?? "");
    return task;
  }

  @Query(() => TaskConnection, {
    nullable: true,
    description: "Tasks as they were known at the end of a day, in pages: those that taskStats counts.",
  })
  @SemanticNonNull()
  tasks(@Args() args: TasksArguments, @Ctx() context: SubgraphContext): Promise<Connection<Task>> {
    return findTaskPage(context, args);
  }

  @FieldResolver(() => Organization, {
    description:
      "Who answers for it, as known at the end of the day: a former authority until it was handed over.",
  })
  leadOrganization(@Root() task: Task, @Ctx() context: SubgraphContext): Promise<Organization> {
    return context.loadKnown(organizationByCode, task.leadOrganizationCode);
  }

  @FieldResolver(() => [Organization], {
    description: "Who works on it together with the lead, in order of their codes.",
  })
  async coordinatingOrganizations(
    @Root() { id }: Task,
    @Ctx() context: SubgraphContext,
  ): Promise<Organization[]> {
    const codes = await context.loadKnown(coordinatorsByTask, id);
    return Promise.all(codes.map((code) => context.loadKnown(organizationByCode, code)));
  }

  @FieldResolver(() => SourceDocument, { nullable: true, description: sourceDescription })
  source(@Root() task: Task): SourceDocument | null {
    return sourceOf(task);
  }

  @FieldResolver(() => [Inference], { description: "What of it the source does not state, field by field." })
  inferences(@Root() { code }: Task, @Ctx() context: SubgraphContext): Promise<Inference[]> {
    return inferencesOf(context, "Task", code);
  }

  @FieldResolver(() => SixClear, {
    description: "The 6-clear principle: a task is clear when all six are stated.",
  })
  sixClear(@Root() task: Task): SixClear {
    return sixClearOf(task);
  }

  @FieldResolver(() => TaskStatus, {
    nullable: true,
    description: "Its status at the end of that day: what happened later is ignored.",
  })
  @SemanticNonNull()
  async status(
    @Root() task: Task,
    @Arg("asOf", () => dateScalar, { nullable: true, description: taskAsOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskStatus> {
    const day = readAsOf(asOf ?? task.asOf, context.clock);
    return statusAt(await stateOf(task, day, context), day);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "Days past the deadline at the end of that day; 0 unless overdue.",
  })
  @SemanticNonNull()
  async daysOverdue(
    @Root() task: Task,
    @Arg("asOf", () => dateScalar, { nullable: true, description: taskAsOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<number> {
    const day = readAsOf(asOf ?? task.asOf, context.clock);
    return daysOverdueAt(await stateOf(task, day, context), day);
  }

  @FieldResolver(() => KeyResult, { nullable: true, description: "The key result that it serves." })
  async keyResult(@Root() task: Task, @Ctx() context: SubgraphContext): Promise<KeyResult | null> {
    return task.keyResultCode === null ? null : context.loadKnown(keyResultByCode, task.keyResultCode);
  }

  @FieldResolver(() => [DeadlineExtension], { description: "Extensions of the deadline, oldest first." })
  async extensions(
    @Root() { id, asOf }: Task,
    @Ctx() context: SubgraphContext,
  ): Promise<DeadlineExtension[]> {
    const changes = await context.loadKnown(changesByTask, id, { kind: TaskChangeKind.EXTENDED, asOf });
    return changes.map(extensionOf);
  }

  @FieldResolver(() => [TaskHandover], { description: "Handovers to successors of its lead, oldest first." })
  async handovers(@Root() { id, asOf }: Task, @Ctx() context: SubgraphContext): Promise<TaskHandover[]> {
    const changes = await context.loadKnown(changesByTask, id, { kind: TaskChangeKind.HANDED_OVER, asOf });
    const organization = (code: string) => context.loadKnown(organizationByCode, code);
    return Promise.all(changes.map((change) => handoverOf(change, organization)));
  }
}

/** Deadline and completion of a task at the end of a day: its own if it is shown as of that day. */
async function stateOf(
  task: Task,
  day: CalendarDay,
  context: SubgraphContext,
): Promise<Pick<Task, "dueOn" | "completedOn">> {
  return task.asOf === day ? task : context.loadKnown(stateByTask, task.id, { asOf: day });
}
