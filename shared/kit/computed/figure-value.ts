import { Directive, Field, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../base/graphql/scalars";
import { DataOrigin } from "../graphql/kit-enums";
import { Rate, rate } from "../graphql/rate";

/** What a sector answers to innovation, which makes of it what clients see. */
@Directive("@shareable")
@Directive("@inaccessible")
@ObjectType({
  description:
    "What a sector computes from its own rows for a figure that was published, and how far they differ.",
})
export class FigureValue {
  @Field(() => decimalScalar, {
    nullable: true,
    description:
      "In the unit of the published figure and rounded half up to its digits, so that 0.8589 meets 0.8589; null when " +
      "there is nothing to divide by, or no row that says how it was by then.",
  })
  value!: string | null;

  @Field(() => decimalScalar, {
    nullable: true,
    description: "value minus the published figure: 0 when they are the same.",
  })
  difference!: string | null;

  @Field(() => Rate, {
    nullable: true,
    description: "What a share was computed from, before rounding; null when the figure is no share.",
  })
  rate!: Rate | null;

  @Field(() => dateScalar, {
    nullable: true,
    description: "First day that it was computed over; null when it is the state at the end of periodEnd.",
  })
  periodStart!: CalendarDay | null;

  @Field(() => dateScalar, {
    description:
      "Last day that it was computed over, included; today while the published period is not over. What happened or " +
      "was recorded later does not count.",
  })
  periodEnd!: CalendarDay;

  @Field(() => DataOrigin, {
    description: "Where the rows came from; SYNTHETIC as soon as one of them is generated.",
  })
  origin!: DataOrigin;
}

/** The selection of all of it. */
export const figureValueSelection =
  "value difference rate { numerator denominator value } periodStart periodEnd origin";

/** What was found in rows: a quotient of whole numbers from 0 on. A plain count has the denominator 1. */
export interface Quotient {
  numerator: number;
  denominator: number;
  isShare: boolean;
}

/** The days that it was computed over, and where the rows came from. */
export type ComputedOver = Pick<FigureValue, "periodStart" | "periodEnd" | "origin">;

/** Compares what was computed with a published observation, a decimal text. Exact: no float comes near it. */
export function figureValue(
  published: string,
  { numerator, denominator, isShare }: Quotient,
  over: ComputedOver,
): FigureValue {
  const digits = published.split(".")[1]?.length ?? 0;
  const scaled = rounded(BigInt(numerator), BigInt(denominator), digits);
  return {
    value: scaled === null ? null : decimalOf(scaled, digits),
    difference: scaled === null ? null : decimalOf(scaled - BigInt(published.replace(".", "")), digits),
    rate: isShare ? rate(numerator, denominator) : null,
    ...over,
  };
}

/** numerator / denominator in units of the last digit, rounded half up; null when there is nothing to divide by. */
function rounded(numerator: bigint, denominator: bigint, digits: number): bigint | null {
  if (denominator === 0n) return null;
  return (2n * numerator * 10n ** BigInt(digits) + denominator) / (2n * denominator);
}

function decimalOf(scaled: bigint, digits: number): string {
  const sign = scaled < 0n ? "-" : "";
  const text = String(scaled < 0n ? -scaled : scaled).padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
