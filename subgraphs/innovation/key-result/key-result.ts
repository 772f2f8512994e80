import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { ComputedValue } from "../../../shared/kit/computed/computed-value";
import { Indicator } from "../indicator/indicator";

/**
 * Tasks owns it; this sector adds how far it is, by its indicator. The aim is external, and so is what the other sectors
 * compute for it: the gateway sends all of it with the reference, so that no sector calls another. It sends what
 * `aimSelection` selects and no more.
 */
@Directive('@key(fields: "code")')
@ObjectType({ description: "What an objective is measured by (a KR of OKR)." })
export class KeyResult {
  @Field(() => ID, { description: "e.g. KR-2026-DVC-1." })
  code!: string;

  @Directive("@external")
  @Field(() => Indicator, { nullable: true, description: "The indicator that its values are of." })
  indicator!: Indicator | null;

  @Directive("@external")
  @Field(() => decimalScalar, { nullable: true, description: "Value at the start; null until it is known." })
  baseline!: string | null;

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

  @Directive("@external")
  @Field(() => [ComputedValue], { nullable: true, description: "What the tasks sector computes for it." })
  computedByTasks!: ComputedValue[] | null;

  @Directive("@external")
  @Field(() => [ComputedValue], {
    nullable: true,
    description: "What the procedures sector computes for it.",
  })
  computedByProcedures!: ComputedValue[] | null;

  @Directive("@external")
  @Field(() => [ComputedValue], {
    nullable: true,
    description: "What the infrastructure sector computes for it.",
  })
  computedByInfrastructure!: ComputedValue[] | null;
}

/** What the gateway sends of a value that another sector computed. */
export type ExternalValue = Pick<ComputedValue, "value" | "to" | "origin">;

const computed = (sector: string) => `computedBy${sector} { value to origin }`;

/** The selection of all that a measurement needs. */
export const aimSelection =
  "indicator { code } baseline target decimals periodStart periodEnd " +
  ["Tasks", "Procedures", "Infrastructure"].map(computed).join(" ");
