import { Field, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Rate, rate } from "../../../shared/graphql/rate";
import {
  type OriginCounts,
  originDescription,
  originsOf,
  syntheticShareDescription,
} from "../../../shared/graphql/row-origins";

/** The counts that SQL makes; everything else of TaskMeasures follows from them. */
export interface TaskCounts extends OriginCounts {
  completedOnTime: number;
  completedLate: number;
  inProgress: number;
  overdue: number;
}

export const noTasks: TaskCounts = {
  completedOnTime: 0,
  completedLate: 0,
  inProgress: 0,
  overdue: 0,
  published: 0,
  synthetic: 0,
};

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

  @Field(() => DataOrigin, { nullable: true, description: originDescription })
  origin!: DataOrigin | null;

  @Field(() => Rate, { description: syntheticShareDescription })
  syntheticShare!: Rate;
}

/** All measures of the counts. */
export function measuresOf({
  completedOnTime,
  completedLate,
  inProgress,
  overdue,
  ...origins
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
    ...originsOf(completed + underway, origins),
  };
}
