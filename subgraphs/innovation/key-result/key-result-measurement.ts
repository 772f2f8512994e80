import { Field, Float, ObjectType, registerEnumType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { ValueQualifier } from "../observation/value-qualifier";

export enum MeasurementBasis {
  PUBLISHED = "PUBLISHED",
  COMPUTED = "COMPUTED",
}

registerEnumType(MeasurementBasis, {
  name: "MeasurementBasis",
  description: "What a key result is measured by.",
  valuesConfig: {
    PUBLISHED: { description: "The preferred figure that was published or reported of its indicator." },
    COMPUTED: { description: "What the sector that owns the indicator computes from its own rows." },
  },
});

@ObjectType({ description: "How far a key result was on a day." })
export class KeyResultMeasurement {
  @Field(() => dateScalar, {
    description: "The day from which it is known: that of publication, or the last that was computed over.",
  })
  day!: CalendarDay;

  @Field(() => decimalScalar, { description: "The value, in the indicator's unit; a share is 0 to 1." })
  value!: string;

  @Field(() => ValueQualifier, { description: "How the value is meant; EXACT when it was computed." })
  qualifier!: ValueQualifier;

  @Field(() => MeasurementBasis, { description: "Whether it was published or computed." })
  basis!: MeasurementBasis;

  @Field(() => DataOrigin, {
    description: "Where the figure, or the rows that it was computed from, came from.",
  })
  origin!: DataOrigin;

  @Field(() => decimalScalar, {
    description: "Value minus target, in the indicator's own digits: 0.655 against 0.7 is -0.045.",
  })
  gap!: string;

  @Field(() => Float, {
    nullable: true,
    description: "(value - baseline) / (target - baseline), cut to 0..1; null without a baseline.",
  })
  progress!: number | null;

  sourceId!: string | null;
}

/** (value - baseline) / (target - baseline), cut to 0..1; null without a baseline. */
export function progressOf(baseline: string | null, target: string, value: string): number | null {
  if (baseline === null) return null;
  const way = Number(target) - Number(baseline);
  if (way === 0) return null;
  return Math.min(1, Math.max(0, (Number(value) - Number(baseline)) / way));
}
