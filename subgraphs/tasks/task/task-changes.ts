import { today } from "../../../shared/clock/calendar-day";
import type { Database } from "../../../shared/database/database";
import type { UserError } from "../../../shared/graphql/user-error";
import { requireRole } from "../../../shared/identity/require-role";
import { isBigintKey } from "../../../shared/loader/loaders";
import { ownRow } from "../../../shared/mutation/own-row";
import { type MutationRequest, runRowMutation } from "../../../shared/mutation/run-mutation";
import { refuseIfAny, UserInputError, userError } from "../../../shared/mutation/user-input-error";
import type { SubgraphContext } from "../../../shared/subgraph/context";
import { Task } from "./task";
import { TaskChange, TaskChangeKind } from "./task-change";
import type {
  CompleteTaskInput,
  ExtendTaskDeadlineInput,
  ReportTaskProgressInput,
  TaskPayload,
} from "./task-changes.inputs";
import { TaskCoordinator } from "./task-coordinator";
import { deriveTaskState } from "./task-state";

/** Records how far a task is. Its lead and its coordinating organizations may. */
export function reportTaskProgress(
  context: SubgraphContext,
  input: ReportTaskProgressInput,
): Promise<TaskPayload> {
  const { progress, note = null, evidenceUrl = null } = input;
  return changeTask(context, { operation: "reportTaskProgress", input }, true, (task) => ({
    problems: [
      isOpen(task),
      (progress < 0 || progress > 1) && bad("progress", `expected 0 to 1; got ${progress}.`),
      ...textProblems({ note, evidenceUrl }),
      evidenceUrl !== null &&
        !isWebUrl(evidenceUrl) &&
        bad("evidenceUrl", `expected an http or https URL; got ${JSON.stringify(evidenceUrl.slice(0, 50))}.`),
    ],
    change: { kind: TaskChangeKind.PROGRESS_REPORTED, progress, note, evidenceUrl },
    values: { progress },
  }));
}

/** Records that a task is done. Its lead may. */
export function completeTask(context: SubgraphContext, input: CompleteTaskInput): Promise<TaskPayload> {
  const { completedOn } = input;
  const now = today(context.clock);
  return changeTask(context, { operation: "completeTask", input }, false, (task) => ({
    problems: [
      isOpen(task),
      completedOn > now && bad("completedOn", `expected today, ${now}, or before; got ${completedOn}.`),
      completedOn < task.assignedOn &&
        bad("completedOn", `expected no day before the assignment, ${task.assignedOn}; got ${completedOn}.`),
      ...textProblems({ product: input.product }),
    ],
    change: { kind: TaskChangeKind.COMPLETED, completedOn },
    values: { completedOn, progress: 1, ...(input.product != null && { product: input.product }) },
  }));
}

/** Moves a deadline, from today on: a past warning list keeps the one it knew. Its lead may. */
export function extendTaskDeadline(
  context: SubgraphContext,
  input: ExtendTaskDeadlineInput,
): Promise<TaskPayload> {
  const { dueOn, reason } = input;
  return changeTask(context, { operation: "extendTaskDeadline", input }, false, (task) => ({
    problems: [
      isOpen(task),
      dueOn <= task.dueOn &&
        bad("dueOn", `expected a day after the present deadline, ${task.dueOn}; got ${dueOn}.`),
      reason.trim() === "" && bad("reason", "expected a reason; got a blank one."),
      ...textProblems({ reason }),
    ],
    change: { kind: TaskChangeKind.EXTENDED, dueOn, previousDueOn: task.dueOn, note: reason },
    values: { dueOn },
  }));
}

interface PlannedChange {
  problems: (UserError | false)[];
  change: Partial<TaskChange> & { kind: TaskChangeKind };
  values: Partial<Task>;
}

/**
 * Changes one task in one transaction. The row is locked first, so that two changes at once come one after the
 * other, and the second meets a version that is no longer the one it was decided on.
 */
async function changeTask(
  context: SubgraphContext,
  request: MutationRequest & { input: { taskId: string; expectedVersion: number } },
  coordinatorsMay: boolean,
  plan: (task: Task) => PlannedChange,
): Promise<TaskPayload> {
  const { taskId, expectedVersion } = request.input;
  requireRole(context.viewer, ["editor", "admin"], "changing a task");
  const authorize = (database: Database) => lockTask(context, database, taskId, coordinatorsMay);
  const { entity, userErrors } = await runRowMutation(context, request, authorize, async (database, task) => {
    if (task.version !== expectedVersion) {
      const message = `expected the present version, ${task.version}; got ${expectedVersion}.`;
      throw new UserInputError([userError("STALE_VERSION", "expectedVersion", message)]);
    }
    const { problems, change, values } = plan(task);
    refuseIfAny(problems);
    const changed = { ...task, ...values, version: task.version + 1 };
    await database.repository(Task).update({ id: task.id }, { ...values, version: changed.version });
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
  taskId: string,
  coordinatorsMay: boolean,
): Promise<Task> {
  const task = isBigintKey(taskId)
    ? await database.repository(Task).findOne({ where: { id: taskId }, lock: { mode: "pessimistic_write" } })
    : null;
  const coordinators =
    task && coordinatorsMay ? await database.repository(TaskCoordinator).findBy({ taskId: task.id }) : [];
  const writers = task ? [task.leadOrganizationCode, ...coordinators.map((one) => one.organizationCode)] : [];
  return ownRow(viewer, task, writers, { what: "id of a task", field: "taskId", key: taskId });
}

function isOpen({ completedOn, code }: Task): UserError | false {
  if (completedOn === null) return false;
  return userError(
    "ILLEGAL_CHANGE",
    "taskId",
    `expected a task under way; ${code} was completed on ${completedOn}.`,
  );
}

const maxText = 2000;

/** Texts that are too long, or that PostgreSQL cannot hold. */
export function textProblems(texts: Record<string, string | null | undefined>): (UserError | false)[] {
  return Object.entries(texts).map(([field, text]) => {
    const fits = text == null || (text.length <= maxText && !text.includes("\u0000"));
    return !fits && bad(field, `expected at most ${maxText} characters and no NUL; got ${text.length}.`);
  });
}

function bad(field: string, message: string): UserError {
  return userError("BAD_USER_INPUT", field, message);
}

function isWebUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}
