import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { assignTask } from "./assign-task";
import { handOverTask } from "./hand-over-task";
import { completeTask, extendTaskDeadline, reportTaskProgress } from "./task-changes";
import {
  AssignTaskInput,
  CompleteTaskInput,
  ExtendTaskDeadlineInput,
  HandOverTaskInput,
  ReportTaskProgressInput,
  TaskPayload,
} from "./task-changes.inputs";

@Resolver()
export class TaskChangesResolver {
  @Mutation(() => TaskPayload, {
    nullable: true,
    description: "Assigns a new task. An editor of the leading organization, or an admin.",
  })
  @SemanticNonNull()
  assignTask(
    @Arg("input", () => AssignTaskInput, { description: "The task." }) input: AssignTaskInput,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskPayload> {
    return assignTask(context, input);
  }

  @Mutation(() => TaskPayload, {
    nullable: true,
    description:
      "Records how far a task is. An editor of its lead or of a coordinating organization, or an admin.",
  })
  @SemanticNonNull()
  reportTaskProgress(
    @Arg("input", () => ReportTaskProgressInput, { description: "The report." })
    input: ReportTaskProgressInput,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskPayload> {
    return reportTaskProgress(context, input);
  }

  @Mutation(() => TaskPayload, {
    nullable: true,
    description: "Records that a task is done. An editor of its lead, or an admin.",
  })
  @SemanticNonNull()
  completeTask(
    @Arg("input", () => CompleteTaskInput, { description: "When, and what came out of it." })
    input: CompleteTaskInput,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskPayload> {
    return completeTask(context, input);
  }

  @Mutation(() => TaskPayload, {
    nullable: true,
    description: "Moves a task's deadline. An editor of its lead, or an admin.",
  })
  @SemanticNonNull()
  extendTaskDeadline(
    @Arg("input", () => ExtendTaskDeadlineInput, { description: "The decision." })
    input: ExtendTaskDeadlineInput,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskPayload> {
    return extendTaskDeadline(context, input);
  }

  @Mutation(() => TaskPayload, {
    nullable: true,
    description:
      "Records that a task passes from an authority that has ended to its successor, which leads it from today on: past " +
      "days keep the lead that was known then. An editor of the successor or of BCD57, the Steering Committee, or an admin.",
  })
  @SemanticNonNull()
  handOverTask(
    @Arg("input", () => HandOverTaskInput, { description: "To whom, and why." }) input: HandOverTaskInput,
    @Ctx() context: SubgraphContext,
  ): Promise<TaskPayload> {
    return handOverTask(context, input);
  }
}
