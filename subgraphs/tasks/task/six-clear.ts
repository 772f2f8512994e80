import { Field, ObjectType, registerEnumType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Task } from "./task";

export enum SixClearElement {
  PERSON = "PERSON",
  WORK = "WORK",
  DEADLINE = "DEADLINE",
  RESPONSIBILITY = "RESPONSIBILITY",
  PRODUCT = "PRODUCT",
  AUTHORITY = "AUTHORITY",
}

registerEnumType(SixClearElement, {
  name: "SixClearElement",
  description: "The six of the 6-clear principle (6 rõ).",
  valuesConfig: {
    PERSON: { description: "Who does it (rõ người)." },
    WORK: { description: "What is done (rõ việc)." },
    DEADLINE: { description: "By when (rõ thời gian)." },
    RESPONSIBILITY: { description: "Who answers for it (rõ trách nhiệm)." },
    PRODUCT: { description: "What comes out of it (rõ sản phẩm)." },
    AUTHORITY: { description: "Who decides (rõ thẩm quyền)." },
  },
});

@ObjectType({ description: "The 6-clear principle: a task is clear when all six are stated." })
export class SixClear {
  @Field(() => String, { nullable: true, description: "Who does it." })
  person!: string | null;

  @Field(() => String, { nullable: true, description: "What is done." })
  work!: string | null;

  @Field(() => dateScalar, { nullable: true, description: "By when." })
  deadline!: CalendarDay | null;

  @Field(() => String, { nullable: true, description: "Who answers for it." })
  responsibility!: string | null;

  @Field(() => String, { nullable: true, description: "What comes out of it." })
  product!: string | null;

  @Field(() => String, { nullable: true, description: "Who decides." })
  authority!: string | null;

  @Field(() => [SixClearElement], { description: "Which of the six are not stated." })
  missing!: SixClearElement[];
}

/** The six of a task. */
export function sixClearOf(task: Task): SixClear {
  const { person, work, dueOn: deadline, responsibility, product, authority } = task;
  const stated: [SixClearElement, string | null][] = [
    [SixClearElement.PERSON, person],
    [SixClearElement.WORK, work],
    [SixClearElement.DEADLINE, deadline],
    [SixClearElement.RESPONSIBILITY, responsibility],
    [SixClearElement.PRODUCT, product],
    [SixClearElement.AUTHORITY, authority],
  ];
  const missing = stated.filter(([, value]) => value === null).map(([element]) => element);
  return { person, work, deadline, responsibility, product, authority, missing };
}
