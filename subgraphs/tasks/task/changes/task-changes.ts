import { today } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { requireRole } from "../../../../shared/http/identity/require-role";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { isBigintKey } from "../../../../shared/kit/loader/loaders";
import { staleVersion } from "../../../../shared/kit/mutation/expected-version";
import { ownRow } from "../../../../shared/kit/mutation/own-row";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { type MutationRequest, runRowMutation } from "../../../../shared/kit/mutation/run-mutation";
import { badField, refuseIfAny, userError } from "../../../../shared/kit/mutation/user-input-error";
import { webUrlProblem } from "../../../../shared/kit/mutation/web-url";
import { keyFromGlobalId } from "../../../../shared/kit/subgraph/global-key";
import { dissolvedProblem } from "../../organization/current-organization";
import { Task } from "../task";
import { TaskChange, TaskChangeKind } from "../task-change";
import { TaskCoordinator } from "../task-coordinator";
import { deriveTaskState } from "../task-state";
import type {
  CompleteTaskInput,
  ExtendTaskDeadlineInput,
  ReportTaskProgressInput,
  TaskPayload,
} from "./task-changes.inputs";

/** Records how far a task is. Its lead and its coordinating organizations may. */
export function reportTaskProgress(
  context: SubgraphContext,
  input: ReportTaskProgressInput,
): Promise<TaskPayload> {
  const { progress, note = null, evidenceUrl = null } = input;
  return changeTask(context, { operation: "reportTaskProgress", input }, leadAndCoordinators, (task) => ({
    problems: [
      isOpen(task),
      (progress < 0 || progress > 1) && badField("progress", `expected 0 to 1; got ${progress}.`),
      ...textProblems({ note }),
      webUrlProblem("evidenceUrl", evidenceUrl),
    ],
    change: { kind: TaskChangeKind.PROGRESS_REPORTED, progress, note, evidenceUrl },
    values: { progress },
  }));
}

/** Records that a task is done. Its lead may. */
export function completeTask(context: SubgraphContext, input: CompleteTaskInput): Promise<TaskPayload> {
  const { completedOn } = input;
  const now = today(context.clock);
  return changeTask(context, { operation: "completeTask", input }, leadAlone, async (task, database) => ({
    problems: [
      isOpen(task),
      completedOn > now && badField("completedOn", `expected today, ${now}, or before; got ${completedOn}.`),
      completedOn < task.assignedOn &&
        badField(
          "completedOn",
          `expected no day before the assignment, ${task.assignedOn}; got ${completedOn}.`,
        ),
      await dissolvedProblem(database, {
        ...{ organization: task.leadOrganizationCode, day: completedOn, field: "completedOn" },
        expected: "a day on which its lead stood, or that it was handed over first",
      }),
      ...textProblems({ product: input.product }),
    ],
    change: { kind: TaskChangeKind.COMPLETED, completedOn },
    values: { completedOn, progress: 1, ...(input.product != null && { product: input.product }) },
  }));
}

/** Moves a deadline, from today on: past warning lists still show the former one. Its lead may. */
export function extendTaskDeadline(
  context: SubgraphContext,
  input: ExtendTaskDeadlineInput,
): Promise<TaskPayload> {
  const { dueOn, reason } = input;
  return changeTask(context, { operation: "extendTaskDeadline", input }, leadAlone, (task) => ({
    problems: [
      isOpen(task),
      dueOn <= task.dueOn &&
        badField("dueOn", `expected a day after the present deadline, ${task.dueOn}; got ${dueOn}.`),
      reason.trim() === "" && badField("reason", "expected a reason; got a blank one."),
      ...textProblems({ reason }),
    ],
    change: { kind: TaskChangeKind.EXTENDED, dueOn, previousDueOn: task.dueOn, note: reason },
    values: { dueOn },
  }));
}

export interface PlannedChange {
  problems: (UserError | false)[];
  change: Partial<TaskChange> & { kind: TaskChangeKind };
  values: Partial<Task>;
  /** Writes more in the same transaction. */
  alongside?: (database: Database) => Promise<unknown>;
}

/** Codes of the organizations that may make a change of a task. */
type Writers = (task: Task, database: Database) => string[] | Promise<string[]>;

const leadAlone: Writers = (task) => [task.leadOrganizationCode];

const leadAndCoordinators: Writers = async (task, database) => {
  const coordinators = await database.repository(TaskCoordinator).findBy({ taskId: task.id });
  return [task.leadOrganizationCode, ...coordinators.map((one) => one.organizationCode)];
};

/**
 * Changes one task in one transaction. The row is locked first, so that two changes at once come one after the
 * other, and the second finds another version than the one that it was decided on.
 */
export async function changeTask(
  context: SubgraphContext,
  request: MutationRequest & { input: { task: string; expectedVersion: number } },
  writers: Writers,
  plan: (task: Task, database: Database) => PlannedChange | Promise<PlannedChange>,
): Promise<TaskPayload> {
  const { task: id, expectedVersion } = request.input;
  requireRole(context.viewer, ["editor", "admin"], "changing a task");
  const named = { key: keyFromGlobalId("Task", id, ["input", "task"]), got: id };
  const authorize = (database: Database) => lockTask(context, database, named, writers);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database, task) => {
    refuseIfAny([staleVersion(task.version, expectedVersion)]);
    const { problems, change, values, alongside } = await plan(task, database);
    refuseIfAny(problems);
    const changed = { ...task, ...values, version: task.version + 1 };
    await database.repository(Task).update({ id: task.id }, { ...values, version: changed.version });
    await alongside?.(database);
    await addChange(context, database, task.id, change);
    return changed;
  });
  return { task: entity, userErrors };
}

/** Adds a row to the history and brings the states up to it. */
export async function addChange(
  { clock, viewer }: SubgraphContext,
  database: Database,
  taskId: string,
  change: PlannedChange["change"],
): Promise<void> {
  const changedBy = viewer.subject ?? "";
  await database.repository(TaskChange).insert({ taskId, changedAt: clock.now(), changedBy, ...change });
  await deriveTaskState(database, taskId);
}

async function lockTask(
  { viewer }: SubgraphContext,
  database: Database,
  { key, got }: { key: string; got: string },
  writers: Writers,
): Promise<Task> {
  const task = isBigintKey(key)
    ? await database.repository(Task).findOne({ where: { id: key }, lock: { mode: "pessimistic_write" } })
    : null;
  return ownRow(viewer, task, task ? await writers(task, database) : [], {
    ...{ what: "id of a task", field: "task", key, got },
  });
}

export function isOpen({ completedOn, code }: Task): UserError | false {
  if (completedOn === null) return false;
  return userError(
    "ILLEGAL_CHANGE",
    "task",
    `expected a task under way; ${code} was completed on ${completedOn}.`,
  );
}
