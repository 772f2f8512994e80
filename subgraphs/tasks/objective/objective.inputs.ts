import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";

const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum ObjectiveOrderField {
  CODE = "CODE",
  TITLE = "TITLE",
  PERIOD_START = "PERIOD_START",
  PERIOD_END = "PERIOD_END",
}

registerEnumType(ObjectiveOrderField, {
  name: "ObjectiveOrderField",
  description: "What objectives can be ordered by.",
  valuesConfig: {
    CODE: { description: "Human reference." },
    TITLE: { description: "Title, without regard to accents and case." },
    PERIOD_START: { description: "First day." },
    PERIOD_END: { description: "Last day." },
  },
});

export const ObjectiveOrder = orderInput("Objective", ObjectiveOrderField, SortDirection.ASC);

@InputType({ description: "Which objectives are meant. All fields that are given must hold." })
export class ObjectiveFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization whose objective it is." })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "First day." })
  periodStart?: DateFilter | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Last day." })
  periodEnd?: DateFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and title." })
  search?: string | null;
}

/** The arguments of every list of objectives. */
@ArgsType()
export class ObjectivesArguments extends PageArguments {
  @IsOptional()
  @Field(() => ObjectiveFilter, { nullable: true, description: "Only these objectives." })
  filter?: ObjectiveFilter | null;

  @Field(() => [ObjectiveOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ObjectiveOrder>[] | null;
}
