import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";

const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum KeyResultOrderField {
  CODE = "CODE",
  TITLE = "TITLE",
}

registerEnumType(KeyResultOrderField, {
  name: "KeyResultOrderField",
  description: "What key results can be ordered by.",
  valuesConfig: {
    CODE: { description: "Human reference." },
    TITLE: { description: "Title, without regard to accents and case." },
  },
});

export const KeyResultOrder = orderInput("KeyResult", KeyResultOrderField, SortDirection.ASC);

@InputType({ description: "Which key results are meant. All fields that are given must hold." })
export class KeyResultFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the objective that it measures." })
  objective?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the organization whose objective it measures.",
  })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the indicator that its values are of." })
  indicator?: IDFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and title." })
  search?: string | null;
}

/** The arguments of every list of key results. */
@ArgsType()
export class KeyResultsArguments extends PageArguments {
  @IsOptional()
  @Field(() => KeyResultFilter, { nullable: true, description: "Only these key results." })
  filter?: KeyResultFilter | null;

  @Field(() => [KeyResultOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof KeyResultOrder>[] | null;
}
