import { Field, ObjectType, registerEnumType } from "type-graphql";
import { TimeBucket } from "../../../shared/graphql/time-bucket";
import { TaskMeasures } from "./task-measures";

export enum TaskSeriesGrain {
  DAY = "DAY",
  WEEK = "WEEK",
  MONTH = "MONTH",
  QUARTER = "QUARTER",
}

registerEnumType(TaskSeriesGrain, {
  name: "TaskSeriesGrain",
  description: "The steps of a series of task counts.",
  valuesConfig: {
    DAY: { description: "Calendar days." },
    WEEK: { description: "ISO weeks, Monday to Sunday." },
    MONTH: { description: "Calendar months." },
    QUARTER: { description: "Calendar quarters." },
  },
});

@ObjectType({ description: "The counts of tasks as of the end of one step." })
export class TaskSeriesPoint {
  @Field(() => TimeBucket, { description: "The step." })
  bucket!: TimeBucket;

  @Field(() => TaskMeasures, {
    description: "The counts at the end of its last day, by what was known then.",
  })
  measures!: TaskMeasures;
}
