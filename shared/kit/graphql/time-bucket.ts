import { Directive, Field, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../base/clock/calendar-day";
import type { TimeStep } from "../../base/clock/time-buckets";
import { dateScalar } from "../../base/graphql/scalars";

@Directive("@shareable")
@ObjectType({
  description:
    "One step of a time series; empty steps are filled with zero counts, so that no gap is hidden.",
})
export class TimeBucket implements TimeStep {
  @Field(() => dateScalar, { description: "First day." })
  start!: CalendarDay;

  @Field(() => dateScalar, { description: "Exclusive." })
  end!: CalendarDay;

  @Field({ description: "e.g. 2025-W46, 2025-11, 2025-Q4, 2025." })
  label!: string;
}
