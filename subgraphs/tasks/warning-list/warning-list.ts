import { Field, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { timeZone } from "../../../shared/base/clock/local-time";
import { dateScalar, dateTimeScalar, weekScalar } from "../../../shared/base/graphql/scalars";

@ObjectType({ description: "One organization of a warning list, counted at the end of the list's `asOf`." })
export class WarningEntry {
  @Field(() => Int, { description: "How many tasks it has overdue." })
  overdueCount!: number;

  @Field(() => Int, { description: "Days that the longest overdue of them is past its deadline." })
  maxDaysOverdue!: number;

  @Field(() => Int, { description: "This week and the unbroken run of weeks before it." })
  consecutiveWeeks!: number;
}

@ObjectType({
  description:
    "The weekly warning list: every organization that leads a task past its deadline at the cutoff, by what was known " +
    "then. While the week is not over, it is the list as if the week ended today.",
})
export class WarningList {
  @Field(() => weekScalar, { description: "The week." })
  week!: string;

  @Field(() => dateTimeScalar, { description: `Sunday 23:59:59 in ${timeZone}.` })
  cutoffAt!: Date;

  @Field(() => dateScalar, {
    description:
      "The day at whose end the tasks are counted: the Sunday of the cutoff, or today where that is earlier.",
  })
  asOf!: CalendarDay;

  @Field({ description: "The week is not over yet: the list may change until the cutoff." })
  isPartial!: boolean;
}
