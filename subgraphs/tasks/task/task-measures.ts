import sql, { type Sql } from "sql-template-tag";
import { Field, Int, ObjectType } from "type-graphql";
import { Rate, rate } from "../../../shared/graphql/rate";
import type { DaySql } from "./task-state";

/** The counts that SQL makes; everything else of TaskMeasures follows from them. */
export interface TaskCounts {
  completedOnTime: number;
  completedLate: number;
  inProgress: number;
  overdue: number;
}

export const noTasks: TaskCounts = { completedOnTime: 0, completedLate: 0, inProgress: 0, overdue: 0 };

@ObjectType({ description: "Counts of tasks at the end of a day, and the rates that follow from them." })
export class TaskMeasures {
  @Field(() => Int, { description: "Tasks assigned by then: completed + underway." })
  assigned!: number;

  @Field(() => Int, { description: "completedOnTime + completedLate." })
  completed!: number;

  @Field(() => Int, { description: "Completed no later than the deadline." })
  completedOnTime!: number;

  @Field(() => Int, { description: "Completed after the deadline." })
  completedLate!: number;

  @Field(() => Int, { description: "inProgress + overdue." })
  underway!: number;

  @Field(() => Int, { description: "Under way and not past the deadline." })
  inProgress!: number;

  @Field(() => Int, { description: "Under way and past the deadline." })
  overdue!: number;

  @Field(() => Rate, { description: "completed / assigned." })
  completionRate!: Rate;

  @Field(() => Rate, { description: "completedOnTime / completed." })
  onTimeRateOfCompleted!: Rate;

  @Field(() => Rate, { description: "completedOnTime / (completed + overdue): what was due by then." })
  onTimeRateOfDue!: Rate;

  @Field(() => Rate, { description: "overdue / underway." })
  overdueRate!: Rate;
}

/** All measures of four counts. */
export function measuresOf({
  completedOnTime,
  completedLate,
  inProgress,
  overdue,
}: TaskCounts): TaskMeasures {
  const completed = completedOnTime + completedLate;
  const underway = inProgress + overdue;
  return {
    assigned: completed + underway,
    completed,
    completedOnTime,
    completedLate,
    underway,
    inProgress,
    overdue,
    completionRate: rate(completed, completed + underway),
    onTimeRateOfCompleted: rate(completedOnTime, completed),
    onTimeRateOfDue: rate(completedOnTime, completed + overdue),
    overdueRate: rate(overdue, underway),
  };
}

/** The select list that makes TaskCounts of the states `s` at the end of a day. */
export function countsSql(asOf: DaySql): Sql {
  return sql`
    (count(*) FILTER (WHERE s.completed_on <= s.due_on))::int AS "completedOnTime",
    (count(*) FILTER (WHERE s.completed_on > s.due_on))::int AS "completedLate",
    (count(*) FILTER (WHERE s.completed_on IS NULL AND s.due_on >= ${asOf}::date))::int AS "inProgress",
    (count(*) FILTER (WHERE s.completed_on IS NULL AND s.due_on < ${asOf}::date))::int AS "overdue"`;
}

/** Every task that was known at the end of a day, as it stood then: `t`, its state `s` and its lead `lead`. */
export function tasksAsOf(asOf: DaySql): Sql {
  return sql`task t
    JOIN task_state s ON s.task_id = t.id AND s.known_from <= ${asOf}::date AND s.known_until > ${asOf}::date
    JOIN organization lead ON lead.code = t.lead_organization_code`;
}
