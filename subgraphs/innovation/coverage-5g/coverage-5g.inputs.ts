import { IsOptional } from "class-validator";
import { ArgsType, Field } from "type-graphql";
import { monthScalar } from "../../../shared/base/graphql/scalars";
import { maxMonths } from "./month";

export const latestMonthDescription = "The latest month when none is given.";

/** The two ends of a series. */
@ArgsType()
export class Coverage5GSeriesArguments {
  @IsOptional()
  @Field(() => monthScalar, { description: "First month, e.g. 2025-01." })
  from!: string;

  @IsOptional()
  @Field(() => monthScalar, { description: `Last month, included; at most ${maxMonths} months in all.` })
  to!: string;
}
