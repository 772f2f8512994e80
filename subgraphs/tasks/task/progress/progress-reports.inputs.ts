import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../../shared/kit/connection/order";
import { PageArguments } from "../../../../shared/kit/connection/page-arguments";
import { DateTimeFilter } from "../../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../../shared/kit/graphql/kit-enums";

export enum ProgressReportOrderField {
  REPORTED_AT = "REPORTED_AT",
  PROGRESS = "PROGRESS",
}

registerEnumType(ProgressReportOrderField, {
  name: "ProgressReportOrderField",
  description: "What reports of progress can be ordered by.",
  valuesConfig: {
    REPORTED_AT: { description: "When it was reported." },
    PROGRESS: { description: "How far the task was." },
  },
});

export const ProgressReportOrder = orderInput("ProgressReport", ProgressReportOrderField, SortDirection.ASC);

@InputType({ description: "Which reports of progress are meant. All fields that are given must hold." })
export class ProgressReportFilter {
  @IsOptional()
  @Field(() => DateTimeFilter, { nullable: true, description: "When it was reported." })
  reportedAt?: DateTimeFilter | null;
}

/** The arguments of every list of reports of progress. */
@ArgsType()
export class ProgressReportsArguments extends PageArguments {
  @IsOptional()
  @Field(() => ProgressReportFilter, { nullable: true, description: "Only these reports." })
  filter?: ProgressReportFilter | null;

  @Field(() => [ProgressReportOrder], {
    nullable: true,
    description: "Order of the rows; oldest first when none is given.",
  })
  orderBy?: InstanceType<typeof ProgressReportOrder>[] | null;
}
