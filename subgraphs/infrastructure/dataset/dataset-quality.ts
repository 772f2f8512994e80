import { Field, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import { Rate } from "../../../shared/kit/graphql/rate";

@ObjectType({ description: "Whether one of the six criteria holds, and why." })
export class QualityCheck {
  @Field({ description: "Whether it holds; one that was never assessed does not." })
  holds!: boolean;

  @Field(() => String, { nullable: true, description: "What it was decided by." })
  evidence!: string | null;

  @Field(() => Rate, {
    nullable: true,
    description: "Records that held, of those that were checked; null when none were counted.",
  })
  rate!: Rate | null;
}

@ObjectType({
  description:
    "The six criteria of the catalogue. live is computed from modifiedAt and frequency, never typed in.",
})
export class DatasetQuality {
  @Field(() => QualityCheck, { description: "Agrees with the records it was made from (đúng)." })
  accurate!: QualityCheck;

  @Field(() => QualityCheck, { description: "Has every record and field that it should have (đủ)." })
  sufficient!: QualityCheck;

  @Field(() => QualityCheck, { description: "Has no duplicates and no malformed values (sạch)." })
  clean!: QualityCheck;

  @Field(() => QualityCheck, {
    description:
      "Computed: now is no later than modifiedAt + 1.1 × the period of its frequency (sống). The periods " +
      "stand at UpdateFrequency. Of a past day by the modifiedAt that the graph had for it then: false where the only " +
      "change known came later, for whether an earlier one had kept it live is not known.",
  })
  live!: QualityCheck;

  @Field(() => QualityCheck, {
    description: "Uses the codes and names that other datasets use (thống nhất).",
  })
  consistent!: QualityCheck;

  @Field(() => QualityCheck, { description: "Other organizations can in fact use it (dùng chung)." })
  shared!: QualityCheck;

  @Field(() => Int, { description: "How many of the six hold." })
  met!: number;

  @Field(() => dateScalar, {
    description: "Day of the latest assessment; today when there is none, for live is computed now.",
  })
  assessedOn!: CalendarDay;
}
