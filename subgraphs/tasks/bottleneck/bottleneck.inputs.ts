import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { BottleneckKind } from "./bottleneck";

const BottleneckKindFilter = enumFilter(BottleneckKind, "BottleneckKind");
const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum BottleneckOrderField {
  CODE = "CODE",
  TITLE = "TITLE",
  OPENED_ON = "OPENED_ON",
  RESOLVED_ON = "RESOLVED_ON",
}

registerEnumType(BottleneckOrderField, {
  name: "BottleneckOrderField",
  description: "What bottlenecks can be ordered by.",
  valuesConfig: {
    CODE: { description: "Human reference." },
    TITLE: { description: "Vietnamese title, without regard to accents and case." },
    OPENED_ON: { description: "Day it was recorded." },
    RESOLVED_ON: { description: "Day it was resolved; open ones come last." },
  },
});

export const BottleneckOrder = orderInput("Bottleneck", BottleneckOrderField, SortDirection.ASC);

@InputType({ description: "Which bottlenecks are meant. All fields that are given must hold." })
export class BottleneckFilter {
  @IsOptional()
  @Field(() => BottleneckKindFilter, { nullable: true, description: "As what the city counts it." })
  kind?: InstanceType<typeof BottleneckKindFilter> | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "true: not resolved yet; false: resolved." })
  open?: boolean | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day it was recorded." })
  openedOn?: DateFilter | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day it was resolved." })
  resolvedOn?: DateFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of an organization that has to act." })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and titles." })
  search?: string | null;
}

/** The arguments of every list of bottlenecks. */
@ArgsType()
export class BottlenecksArguments extends PageArguments {
  @IsOptional()
  @Field(() => BottleneckFilter, { nullable: true, description: "Only these bottlenecks." })
  filter?: BottleneckFilter | null;

  @Field(() => [BottleneckOrder], {
    nullable: true,
    description: "Order of the rows; oldest first when none is given.",
  })
  orderBy?: InstanceType<typeof BottleneckOrder>[] | null;
}
