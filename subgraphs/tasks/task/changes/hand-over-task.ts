import sql from "sql-template-tag";
import { type CalendarDay, today } from "../../../../shared/base/clock/calendar-day";
import type { Database } from "../../../../shared/database/database";
import { requireOrganization } from "../../../../shared/http/identity/require-organization";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { UserError } from "../../../../shared/kit/graphql/user-error";
import { textProblems } from "../../../../shared/kit/mutation/row-problems";
import { badField, userError } from "../../../../shared/kit/mutation/user-input-error";
import { dissolvedProblem } from "../../organization/current-organization";
import type { Task } from "../task";
import { TaskChangeKind } from "../task-change";
import { changeTask, isOpen } from "./task-changes";
import type { HandOverTaskInput, TaskPayload } from "./task-changes.inputs";

/** The Steering Committee's office, which follows all tasks. */
const maintainer = "BCD57";

/**
 * Hands a task over to a successor of its lead, from today on: past warning lists still show the former lead. The
 * successor may, for it answers from now on, and the office. A body that has ended may not, nor may one successor hand
 * the task to another.
 */
export function handOverTask(context: SubgraphContext, input: HandOverTaskInput): Promise<TaskPayload> {
  const { to, reason } = input;
  const now = today(context.clock);
  const day = input.handedOverOn ?? now;
  const writers = [to, maintainer];
  requireOrganization(context.viewer, writers, `handing a task over to ${to.slice(0, 50)}`);
  return changeTask(
    context,
    { operation: "handOverTask", input },
    () => writers,
    async (task, database) => ({
      problems: [
        isOpen(task),
        ...dayProblems(day, task, now),
        reason.trim() === "" && badField("reason", "expected a reason; got a blank one."),
        ...textProblems({ reason }),
        ...(await successorProblems(database, { task, to, day })),
      ],
      change: {
        ...{ kind: TaskChangeKind.HANDED_OVER, note: reason, handedOverOn: day },
        ...{ leadOrganizationCode: to, previousLeadOrganizationCode: task.leadOrganizationCode },
      },
      values: { leadOrganizationCode: to },
      // The lead of a task is not one of its coordinating organizations.
      alongside: (transaction) =>
        transaction.rows(
          sql`DELETE FROM task_coordinator WHERE task_id = ${task.id} AND organization_code = ${to}`,
        ),
    }),
  );
}

function dayProblems(day: CalendarDay, { assignedOn }: Task, now: CalendarDay): (UserError | false)[] {
  return [
    day > now && badField("handedOverOn", `expected today, ${now}, or before; got ${day}.`),
    day < assignedOn &&
      badField("handedOverOn", `expected no day before the assignment, ${assignedOn}; got ${day}.`),
  ];
}

interface Succession {
  task: Task;
  to: string;
  day: CalendarDay;
}

/** That the organization is known, succeeds the lead, and existed on the day. */
async function successorProblems(
  database: Database,
  { task, to, day }: Succession,
): Promise<(UserError | false)[]> {
  const lead = task.leadOrganizationCode;
  const { isKnown, isSuccessor, successors } = await database.row<{
    isKnown: boolean;
    isSuccessor: boolean;
    successors: string | null;
  }>(sql`
    SELECT EXISTS (SELECT FROM organization WHERE code = ${to}) AS "isKnown",
      ${to} = ANY (o.successor_codes) AS "isSuccessor", ${listOfSuccessors} AS successors
    FROM organization o WHERE o.code = ${lead}`);
  if (!isKnown)
    return [
      userError(
        "NOT_FOUND",
        "to",
        `expected the code of an organization; got ${JSON.stringify(to.slice(0, 50))}.`,
      ),
    ];
  if (successors === null)
    return [
      userError("ILLEGAL_CHANGE", "task", `expected a task whose lead has a successor; ${lead} has none.`),
    ];
  if (!isSuccessor) return [badField("to", `expected a successor of ${lead}: ${successors}; got ${to}.`)];
  const expected = "a day on which the successor stood";
  return [await dissolvedProblem(database, { organization: to, day, field: "handedOverOn", expected })];
}

/** The successors of an organization `o` as a text, for a message that offers them; null without any. */
export const listOfSuccessors = sql`(
  SELECT string_agg(format('%s (%s)', s.code, s.short_name_vi), ', ' ORDER BY s.code)
  FROM organization s WHERE s.code = ANY (o.successor_codes))`;
