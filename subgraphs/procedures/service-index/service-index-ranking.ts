import { Field, ObjectType } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar, monthScalar } from "../../../shared/base/graphql/scalars";
import { ServiceIndexScore } from "./service-index-score";

@ObjectType({ description: "The organizations that received dossiers in a month, by their score." })
export class ServiceIndexRanking {
  @Field(() => monthScalar, { description: "The month of receipt." })
  month!: string;

  @Field(() => dateScalar, { description: "The day at whose end they are scored." })
  asOf!: CalendarDay;

  @Field(() => [ServiceIndexScore], {
    description:
      "The best score first; empty when nothing had been received in the month by the end of asOf.",
  })
  rows!: ServiceIndexScore[];

  @Field({ description: "More organizations have a score than `first`." })
  truncated!: boolean;
}
