import { IsOptional } from "class-validator";
import { ArgsType, Field } from "type-graphql";
import { maxMonths } from "./month";

export const latestMonthDescription = "Calendar month, e.g. 2025-11. The latest month when none is given.";

/** The two ends of a series. */
@ArgsType()
export class Coverage5GSeriesArguments {
  @IsOptional()
  @Field(() => String, { description: "First month, e.g. 2025-01." })
  from!: string;

  @IsOptional()
  @Field(() => String, { description: `Last month, included; at most ${maxMonths} months in all.` })
  to!: string;
}
