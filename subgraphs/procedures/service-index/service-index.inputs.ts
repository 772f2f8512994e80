import { IsOptional } from "class-validator";
import { ArgsType, Field } from "type-graphql";
import { asOfDescription, readAsOf } from "../../../shared/base/clock/as-of";
import { addDays, type CalendarDay, today } from "../../../shared/base/clock/calendar-day";
import type { Clock } from "../../../shared/base/clock/clock";
import { badInput } from "../../../shared/base/errors/graph-error";
import { dateScalar, monthScalar } from "../../../shared/base/graphql/scalars";

/** The arguments of every score. */
@ArgsType()
export class ServiceIndexArguments {
  @IsOptional()
  @Field(() => monthScalar, {
    nullable: true,
    description: "Begun by the end of asOf; by default the last month that is over then.",
  })
  month?: string | null;

  @IsOptional()
  @Field(() => dateScalar, { nullable: true, description: asOfDescription })
  asOf?: CalendarDay | null;
}

/** A month of receipt, and the day at whose end it is scored. */
export interface ScoredMonth {
  month: string;
  asOf: CalendarDay;
}

/** Reads the arguments. BAD_USER_INPUT for a future day, and for a month that had not begun by its end. */
export function readScoredMonth(args: ServiceIndexArguments, clock: Clock): ScoredMonth {
  const asOf = readAsOf(args.asOf, clock);
  const { month } = args;
  if (month == null) return { month: lastMonthOver(asOf, clock), asOf };
  const latest = asOf.slice(0, 7);
  if (month <= latest) return { month, asOf };
  throw badInput(`month: expected a month up to ${latest}; got ${month}.`, ["month"]);
}

/** The end of a past day is the beginning of the next one; today is not over. */
function lastMonthOver(asOf: CalendarDay, clock: Clock): string {
  const next = asOf < today(clock) ? addDays(asOf, 1) : asOf;
  return addDays(`${next.slice(0, 7)}-01`, -1).slice(0, 7);
}
