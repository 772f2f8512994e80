import { Field, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ReadinessCriterion } from "../administrative-unit/readiness-criterion";

@ObjectType({ description: "How a unit stands on one criterion, as last assessed." })
export class ReadinessCheck {
  @Field(() => ReadinessCriterion, { description: "What was assessed." })
  criterion!: ReadinessCriterion;

  @Field({ description: "Whether it holds; for the city, whether it holds in all of its units." })
  meets!: boolean;

  @Field(() => String, {
    nullable: true,
    description: "What is missing; for the city, how many of its units do not meet it. Null when nothing is.",
  })
  note!: string | null;
}

@ObjectType({
  description: "Whether the unit's IT infrastructure meets what the two-tier model asks of it.",
})
export class UnitReadiness {
  @Field({ description: "Whether all seven criteria are met; one that was never assessed is not." })
  meets!: boolean;

  @Field(() => [ReadinessCheck], { description: "The seven criteria." })
  criteria!: ReadinessCheck[];

  @Field(() => dateScalar, {
    nullable: true,
    description: "Day of the latest assessment of any criterion; null where nothing was assessed by then.",
  })
  assessedOn!: CalendarDay | null;

  @Field(() => DataOrigin, {
    nullable: true,
    description: "Where the assessments came from; SYNTHETIC as soon as one of them is, null without any.",
  })
  origin!: DataOrigin | null;
}
