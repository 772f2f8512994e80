import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, decimalScalar } from "../../../shared/base/graphql/scalars";
import { withDecimals } from "../../../shared/kit/computed/compute-months";
import type { Figure } from "../../../shared/kit/computed/figure";
import { ExternalField } from "../../../shared/kit/graphql/external-field";
import { type SectorFigures, selectFigures } from "../computed/sector-figures";
import { Indicator } from "../indicator/indicator";

/**
 * Tasks owns it; this sector adds how far it is, by its indicator. The aim is external, and so is what the other sectors
 * compute for it: the gateway sends with the reference what a field requires, so that no sector calls another.
 */
@Directive('@key(fields: "code")')
@ObjectType({ description: "What an objective is measured by (a KR of OKR)." })
export class KeyResult {
  @Field(() => ID, { description: "e.g. KR-2026-DVC-1." })
  code!: string;

  @ExternalField(() => Indicator, { nullable: true, description: "The indicator that its values are of." })
  indicator!: Indicator | null;

  @ExternalField(() => decimalScalar, {
    nullable: true,
    description: "Value at the start; null until it is known.",
  })
  baseline!: string | null;

  @ExternalField(() => decimalScalar, { description: "Value to reach." })
  target!: string;

  @ExternalField(() => Int, { description: "Digits after the point in which value and target are compared." })
  decimals!: number;

  @ExternalField(() => dateScalar, { description: "First day of its objective." })
  periodStart!: CalendarDay;

  @ExternalField(() => dateScalar, { description: "Last day of its objective." })
  periodEnd!: CalendarDay;
}

/** A key result with what the sector answered that computes its indicator. */
export type MeasuredKeyResult = KeyResult & SectorFigures;

/** The selection of what is to be reached, and when. */
export const aimSelection = "indicator { code } target decimals periodStart periodEnd";

/** The selection of all that a measurement needs. */
export const measurementSelection = `${aimSelection} baseline ${selectFigures("series { value periodEnd origin }")}`;

/** The figure that it aims at; null without an indicator. */
export function aimOf({ indicator, target, decimals, periodStart, periodEnd }: KeyResult): Figure | null {
  if (indicator === null) return null;
  return { indicator: indicator.code, value: withDecimals(target, decimals), periodStart, periodEnd };
}
