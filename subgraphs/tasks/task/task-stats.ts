import { IsOptional } from "class-validator";
import { Field, InputType, ObjectType, registerEnumType } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { dateScalar } from "../../../shared/graphql/scalars";
import { OrganizationAxis } from "../organization/organization";
import { AssigningAuthority } from "./task";
import { TaskMeasures } from "./task-measures";
import { TaskStatus } from "./task-state";

export enum TaskDimension {
  LEAD_ORGANIZATION = "LEAD_ORGANIZATION",
  AXIS = "AXIS",
  ASSIGNED_BY = "ASSIGNED_BY",
  STATUS = "STATUS",
}

registerEnumType(TaskDimension, {
  name: "TaskDimension",
  description: "What task counts can be grouped by.",
  valuesConfig: {
    LEAD_ORGANIZATION: { description: "The organization that leads the task." },
    AXIS: { description: "The axis of that organization." },
    ASSIGNED_BY: { description: "Who assigned the task." },
    STATUS: { description: "Its status at the end of the day." },
  },
});

export enum TaskStatsOrderField {
  ASSIGNED = "ASSIGNED",
  COMPLETED = "COMPLETED",
  OVERDUE = "OVERDUE",
  COMPLETION_RATE = "COMPLETION_RATE",
  ON_TIME_RATE_OF_DUE = "ON_TIME_RATE_OF_DUE",
  OVERDUE_RATE = "OVERDUE_RATE",
}

registerEnumType(TaskStatsOrderField, {
  name: "TaskStatsOrderField",
  description: "Measures that groups can be ordered by.",
  valuesConfig: {
    ASSIGNED: { description: "Tasks assigned." },
    COMPLETED: { description: "Tasks completed." },
    OVERDUE: { description: "Tasks overdue." },
    COMPLETION_RATE: { description: "completed / assigned." },
    ON_TIME_RATE_OF_DUE: { description: "completedOnTime / (completed + overdue)." },
    OVERDUE_RATE: { description: "overdue / underway." },
  },
});

@InputType({ description: "One step of an order of groups; groups without a value come last." })
export class TaskStatsOrder {
  @IsOptional()
  @Field(() => TaskStatsOrderField, { description: "What to order by." })
  field!: TaskStatsOrderField;

  @Field(() => SortDirection, { defaultValue: SortDirection.DESC, description: "Which end comes first." })
  direction!: SortDirection;
}

@ObjectType({ description: "One group. A key is null when it was not grouped by." })
export class TaskStatsRow {
  /** Code of the organization that is grouped by; its own resolver loads it. */
  organizationCode!: string | null;

  @Field(() => OrganizationAxis, { nullable: true, description: "Of AXIS." })
  axis!: OrganizationAxis | null;

  @Field(() => AssigningAuthority, { nullable: true, description: "Of ASSIGNED_BY." })
  assignedBy!: AssigningAuthority | null;

  @Field(() => TaskStatus, { nullable: true, description: "Of STATUS." })
  status!: TaskStatus | null;

  @Field(() => TaskMeasures, { description: "The counts of this group." })
  measures!: TaskMeasures;
}

@ObjectType({ description: "Task counts by group. The totals equal the same question without groups." })
export class TaskStats {
  @Field(() => [TaskStatsRow], { description: "The groups that have tasks, in the order asked for." })
  rows!: TaskStatsRow[];

  @Field({ description: "More groups exist than `first`." })
  truncated!: boolean;

  @Field(() => TaskMeasures, { description: "All tasks of the filter, also of groups beyond `first`." })
  totals!: TaskMeasures;

  @Field(() => dateScalar, { description: "The day at whose end the tasks were counted." })
  asOf!: CalendarDay;
}
