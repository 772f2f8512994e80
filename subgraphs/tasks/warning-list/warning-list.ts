import { Field, Int, ObjectType } from "type-graphql";
import { dateTimeScalar } from "../../../shared/graphql/scalars";
import { Organization } from "../organization/organization";
import { Task } from "../task/task";

@ObjectType({ description: "One organization of a warning list." })
export class WarningEntry {
  @Field(() => Organization, { description: "Who leads the overdue tasks." })
  readonly organization!: Organization;

  @Field(() => [Task], { description: "Its tasks that were overdue at the cutoff, longest overdue first." })
  readonly overdueTasks!: Task[];

  @Field(() => Int, { description: "How many they are." })
  overdueCount!: number;

  @Field(() => Int, {
    description: "Days that the longest overdue of them was past its deadline at the cutoff.",
  })
  maxDaysOverdue!: number;

  @Field(() => Int, { description: "This week and the unbroken run of weeks before it." })
  consecutiveWeeks!: number;
}

@ObjectType({
  description:
    "The weekly warning list: every organization that leads a task past its deadline at the cutoff.",
})
export class WarningList {
  @Field({ description: "ISO week, e.g. 2025-W46." })
  week!: string;

  @Field(() => dateTimeScalar, { description: "Sunday 23:59:59 in Asia/Ho_Chi_Minh." })
  cutoffAt!: Date;

  @Field(() => [WarningEntry], { description: "Most overdue tasks first, then longest overdue." })
  readonly entries!: WarningEntry[];

  @Field(() => [Task], { description: "Not overdue yet, due within 7 days of the cutoff, soonest first." })
  readonly dueSoon!: Task[];
}
