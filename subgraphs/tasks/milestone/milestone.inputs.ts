import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { DateFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum MilestoneOrderField {
  CODE = "CODE",
  NAME = "NAME",
  PLANNED_END = "PLANNED_END",
  REACHED_ON = "REACHED_ON",
}

registerEnumType(MilestoneOrderField, {
  name: "MilestoneOrderField",
  description: "What milestones can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    PLANNED_END: {
      description:
        "Last planned day, the earliest of those that were published; those without one come last.",
    },
    REACHED_ON: { description: "Day it was reached; those that were not come last." },
  },
});

export const MilestoneOrder = orderInput("Milestone", MilestoneOrderField, SortDirection.ASC);

@InputType({ description: "Which milestones are meant. All fields that are given must hold." })
export class MilestoneFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of an organization that answers for it." })
  leadOrganization?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the programme that it is a step of." })
  programme?: IDFilter | null;

  @IsOptional()
  @Field(() => DateFilter, {
    nullable: true,
    description: "Last planned day, the earliest of those that were published.",
  })
  plannedEnd?: DateFilter | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day it was reached." })
  reachedOn?: DateFilter | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of every list of milestones. */
@ArgsType()
export class MilestonesArguments extends PageArguments {
  @IsOptional()
  @Field(() => MilestoneFilter, { nullable: true, description: "Only these milestones." })
  filter?: MilestoneFilter | null;

  @Field(() => [MilestoneOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof MilestoneOrder>[] | null;
}
