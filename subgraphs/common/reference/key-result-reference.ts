import { type ClassType, Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";

/**
 * KeyResult as a sector has it that adds what it computes for it; tasks owns it. What a sector needs to know of the aim
 * is external: the gateway sends it with the reference, so that no sector calls another.
 */
export function keyResultReference({ Indicator }: { Indicator: ClassType }) {
  @Directive('@key(fields: "code")')
  @ObjectType({ description: "What an objective is measured by (a KR of OKR)." })
  class KeyResult {
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
  return KeyResult;
}
