import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { CalendarDay } from "../../../shared/clock/calendar-day";
import { dateScalar } from "../../../shared/graphql/scalars";
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

@ObjectType({ description: "The counts of tasks as of the end of one step, or of what there is of it." })
export class TaskSeriesPoint {
  @Field(() => TimeBucket, { description: "The step." })
  bucket!: TimeBucket;

  @Field(() => dateScalar, {
    description:
      "The day at whose end the tasks were counted: the last of the step, `to` or today, the earliest of them.",
  })
  asOf!: CalendarDay;

  @Field({
    description:
      "The step is not whole: it is not over yet, or `to` is before its last day. Its end may count otherwise.",
  })
  isPartial!: boolean;

  @Field(() => TaskMeasures, { description: "The counts at the end of `asOf`, by what was known then." })
  measures!: TaskMeasures;
}
