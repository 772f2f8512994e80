import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { asOfDescription } from "../../../shared/clock/as-of";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { orderInput } from "../../../shared/connection/order";
import { PageArguments } from "../../../shared/connection/page-arguments";
import { badInput } from "../../../shared/errors/graph-error";
import {
  all,
  any,
  checkedList,
  dayConditions,
  flagConditions,
  idConditions,
  maxSearchLength,
  oneOf,
  searchConditions,
} from "../../../shared/filter/conditions";
import { DateRangeFilter, IDFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { dateScalar } from "../../../shared/graphql/scalars";
import { OrganizationAxis } from "../organization/organization";
import { AssigningAuthority } from "./task";
import { type DaySql, TaskStatus } from "./task-state";

export enum TaskOrderField {
  CODE = "CODE",
  ASSIGNED_ON = "ASSIGNED_ON",
  DUE_ON = "DUE_ON",
  COMPLETED_ON = "COMPLETED_ON",
  PROGRESS = "PROGRESS",
}

registerEnumType(TaskOrderField, {
  name: "TaskOrderField",
  description: "What tasks can be ordered by.",
  valuesConfig: {
    CODE: { description: "Human reference." },
    ASSIGNED_ON: { description: "Day of assignment." },
    DUE_ON: { description: "Deadline, as of the day of the question." },
    COMPLETED_ON: {
      description: "Day of completion, as of the day of the question; tasks under way come last.",
    },
    PROGRESS: { description: "Progress as last reported by the day of the question." },
  },
});

export const TaskOrder = orderInput("Task", TaskOrderField, SortDirection.ASC);

@InputType({ description: "Which tasks are meant. All fields that are given must hold." })
export class TaskFilter {
  @IsOptional()
  @Field(() => [TaskFilter], { nullable: true, description: "Every one of these holds." })
  and?: TaskFilter[] | null;

  @IsOptional()
  @Field(() => [TaskFilter], { nullable: true, description: "At least one of these holds." })
  or?: TaskFilter[] | null;

  @IsOptional()
  @Field(() => TaskFilter, { nullable: true, description: "This does not hold." })
  not?: TaskFilter | null;

  @IsOptional()
  @Field(() => AssigningAuthority, { nullable: true, description: "Who assigned it." })
  assignedBy?: AssigningAuthority | null;

  @IsOptional()
  @Field(() => [TaskStatus], { nullable: true, description: "One of these, as of the day of the question." })
  status?: TaskStatus[] | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the organization that leads it, as of the day of the question.",
  })
  leadOrganization?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of an organization that works on it beside the lead.",
  })
  coordinatingOrganization?: IDFilter | null;

  @IsOptional()
  @Field(() => [OrganizationAxis], {
    nullable: true,
    description: "One of these axes of its lead, as of the day of the question.",
  })
  axis?: OrganizationAxis[] | null;

  @IsOptional()
  @Field(() => DateRangeFilter, { nullable: true, description: "Day of assignment." })
  assignedOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => DateRangeFilter, { nullable: true, description: "Deadline, as of the day of the question." })
  dueOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => DateRangeFilter, {
    nullable: true,
    description: "Day of completion, as of the day of the question.",
  })
  completedOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Lacks at least one of the six." })
  unclear?: boolean | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and title." })
  search?: string | null;
}

/** The arguments of every list of tasks. */
@ArgsType()
export class TasksArguments extends PageArguments {
  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: asOfDescription })
  asOf?: CalendarDay | null;

  @Field(() => TaskFilter, { nullable: true, description: "Only these tasks." })
  filter?: TaskFilter | null;

  @Field(() => [TaskOrder], { nullable: true, description: "Order of the rows; by code when none is given." })
  orderBy?: InstanceType<typeof TaskOrder>[] | null;
}

const maxDepth = 5;

/** The conditions of a filter over a task `t`, its state `s` at the end of a day, and its lead `lead`. */
export function taskConditions(
  filter: TaskFilter | null | undefined,
  asOf: DaySql,
  path: string[] = ["filter"],
): Sql[] {
  if (!filter) return [];
  if (path.length > 2 * maxDepth)
    throw badInput(`${path.join(".")}: expected at most ${maxDepth} levels.`, path);
  const nested = (part: TaskFilter, ...at: string[]) => all(taskConditions(part, asOf, [...path, ...at]));
  const conditions = [
    ...oneOf(sql`t.assigned_by`, filter.assignedBy ? [filter.assignedBy] : null, [...path, "assignedBy"]),
    ...statusConditions(filter.status, asOf, [...path, "status"]),
    ...idConditions(sql`s.lead_organization_code`, filter.leadOrganization, [...path, "leadOrganization"]),
    ...coordinatorConditions(filter.coordinatingOrganization, [...path, "coordinatingOrganization"]),
    ...oneOf(sql`lead.axis`, filter.axis, [...path, "axis"]),
    ...dayConditions(sql`t.assigned_on`, filter.assignedOn, [...path, "assignedOn"]),
    ...dayConditions(sql`s.due_on`, filter.dueOn, [...path, "dueOn"]),
    ...dayConditions(sql`s.completed_on`, filter.completedOn, [...path, "completedOn"]),
    ...flagConditions(unclear, filter.unclear),
    ...searchConditions(taskSearchText, filter.search, [...path, "search"]),
    ...(filter.and ?? []).map((part, at) => nested(part, "and", String(at))),
  ];
  if (filter.or) conditions.push(any(filter.or.map((part, at) => nested(part, "or", String(at)))));
  if (filter.not) conditions.push(sql`NOT coalesce(${nested(filter.not, "not")}, FALSE)`);
  return conditions;
}

/** Spelled out instead of compared with `statusSql`, so that the index of open tasks by deadline can serve it. */
function statusConditions(statuses: TaskStatus[] | null | undefined, asOf: DaySql, path: string[]): Sql[] {
  if (!statuses) return [];
  const conditions: Record<TaskStatus, Sql> = {
    IN_PROGRESS: sql`(s.completed_on IS NULL AND s.due_on >= ${asOf}::date)`,
    OVERDUE: sql`(s.completed_on IS NULL AND s.due_on < ${asOf}::date)`,
    COMPLETED_ON_TIME: sql`(s.completed_on <= s.due_on)`,
    COMPLETED_LATE: sql`(s.completed_on > s.due_on)`,
  };
  return [any(checkedList(statuses, path).map((status) => conditions[status]))];
}

/** The indexed column behind a search. */
const taskSearchText = sql`t.search`;

/** That a task `t` lacks one of the six. The deadline is never missing: the column takes no null. */
export const unclear = sql`(num_nulls(t.person, t.work, t.responsibility, t.product, t.authority) > 0)`;

/** A task has any number of coordinating organizations: `in` asks for one of them, `notIn` for none of them. */
function coordinatorConditions(filter: IDFilter | null | undefined, path: string[]): Sql[] {
  if (!filter) return [];
  const { in: included, notIn, isNull } = filter;
  const exists = (of: Sql[]) => sql`EXISTS (
    SELECT FROM task_coordinator c WHERE c.task_id = t.id AND ${all(of)})`;
  const code = sql`c.organization_code`;
  return [
    ...(included ? [exists(idConditions(code, { in: included }, path))] : []),
    ...(notIn ? [sql`NOT ${exists(idConditions(code, { in: notIn }, path))}`] : []),
    ...(typeof isNull === "boolean" ? [isNull ? sql`NOT ${exists([])}` : exists([])] : []),
  ];
}
