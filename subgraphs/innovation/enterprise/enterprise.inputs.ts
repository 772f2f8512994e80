import { IsOptional } from "class-validator";
import { ArgsType, Field, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { EnterpriseFilter } from "./enterprise.statistics";

export enum EnterpriseOrderField {
  NAME = "NAME",
  FOUNDED_ON = "FOUNDED_ON",
  CERTIFIED_ON = "CERTIFIED_ON",
}

registerEnumType(EnterpriseOrderField, {
  name: "EnterpriseOrderField",
  description: "What enterprises can be ordered by.",
  valuesConfig: {
    NAME: { description: "Name, without regard to case and accents." },
    FOUNDED_ON: { description: "Day it was founded; unknown ones last." },
    CERTIFIED_ON: { description: "Day it was certified; others last." },
  },
});

export const EnterpriseOrder = orderInput("Enterprise", EnterpriseOrderField, SortDirection.ASC);

@ArgsType()
export class EnterprisesArguments extends PageArguments {
  @IsOptional()
  @Field(() => EnterpriseFilter, { nullable: true, description: "Only these enterprises." })
  filter?: CubeFilter | null;

  @IsOptional()
  @Field(() => [EnterpriseOrder], { nullable: true, description: "By name when not given." })
  orderBy?: InstanceType<typeof EnterpriseOrder>[] | null;
}
