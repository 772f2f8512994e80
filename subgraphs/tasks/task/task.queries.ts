import sql from "sql-template-tag";
import { today } from "../../../shared/clock/calendar-day";
import { connectionType } from "../../../shared/connection/connection-type";
import { defineConnection } from "../../../shared/connection/define-connection";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { Task } from "./task";
import { type TaskFilter, TaskOrderField, taskConditions } from "./task.inputs";
import { taskById } from "./task.loaders";

export const TaskConnection = connectionType("Task", () => Task);

/** Tasks as they stand now, in pages. */
export const taskPages = defineConnection<Task, TaskFilter, TaskOrderField>({
  from: sql`task t JOIN organization lead ON lead.code = t.lead_organization_code`,
  key: { sql: sql`t.id`, type: "bigint", nullable: false },
  columns: {
    CODE: { sql: sql`t.code`, type: "text", nullable: false },
    ASSIGNED_ON: { sql: sql`t.assigned_on`, type: "date", nullable: false },
    DUE_ON: { sql: sql`t.due_on`, type: "date", nullable: false },
    COMPLETED_ON: { sql: sql`t.completed_on`, type: "date", nullable: true },
    PROGRESS: { sql: sql`t.progress`, type: "numeric", nullable: false },
  },
  fallbackOrder: [{ field: TaskOrderField.CODE, direction: SortDirection.ASC }],
  conditions: (filter, { clock }) => taskConditions(filter, currentColumns, today(clock)),
  node: taskById,
});

/** A page of the tasks that an organization leads, by its code. */
export const taskPageOfLead = taskPages.pageWithin(sql`t.lead_organization_code`);

const currentColumns = { dueOn: sql`t.due_on`, completedOn: sql`t.completed_on` };
