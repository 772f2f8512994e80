import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { Indicator } from "../indicator/indicator";

/**
 * Owned by the tasks subgraph; this one adds what it computes for it. The fields that it needs for this are external:
 * the gateway sends them along, so that no sector calls another.
 */
@Directive('@key(fields: "code")')
@ObjectType({ description: "What an objective is measured by (a KR of OKR)." })
export class KeyResult {
  @Field(() => ID, { description: "e.g. KR-2026-DVC-1." })
  code!: string;

  @Directive("@external")
  @Field(() => Indicator, { nullable: true, description: "The indicator that its values are of." })
  indicator!: { code: string } | null;

  @Directive("@external")
  @Field(() => decimalScalar, { description: "Value to reach." })
  target!: string;

  @Directive("@external")
  @Field(() => Int, { description: "Digits after the point in which value and target are compared." })
  decimals!: number;

  @Directive("@external")
  @Field(() => dateScalar, { description: "First day of its objective." })
  periodStart!: CalendarDay;

  @Directive("@external")
  @Field(() => dateScalar, { description: "Last day of its objective." })
  periodEnd!: CalendarDay;
}
