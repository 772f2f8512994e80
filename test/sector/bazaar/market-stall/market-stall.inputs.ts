import { IsOptional } from "class-validator";
import { ArgsType, Field, registerEnumType } from "type-graphql";
import { orderInput } from "../../../../shared/kit/connection/order";
import { PageArguments } from "../../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../../shared/kit/graphql/kit-enums";
import { MarketStallFilter } from "./market-stall.statistics";

export enum MarketStallOrderField {
  CODE = "CODE",
  NAME = "NAME",
  OPENED_ON = "OPENED_ON",
}

registerEnumType(MarketStallOrderField, {
  name: "MarketStallOrderField",
  description: "What market stalls can be ordered by.",
  valuesConfig: {
    CODE: { description: "Code." },
    NAME: { description: "Name, without regard to accents and case." },
    OPENED_ON: { description: "Day it opened." },
  },
});

export const MarketStallOrder = orderInput("MarketStall", MarketStallOrderField, SortDirection.ASC);

/** The arguments of every list of market stalls. */
@ArgsType()
export class MarketStallsArguments extends PageArguments {
  @IsOptional()
  @Field(() => MarketStallFilter, { nullable: true, description: "Only these market stalls." })
  filter?: CubeFilter | null;

  @IsOptional()
  @Field(() => [MarketStallOrder], { nullable: true, description: "By code when not given." })
  orderBy?: InstanceType<typeof MarketStallOrder>[] | null;
}
