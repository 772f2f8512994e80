import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { OrganizationKind } from "../../common/city/organization-kind";
import { OrganizationAxis } from "./organization";

const OrganizationKindFilter = enumFilter(OrganizationKind, "OrganizationKind");
const OrganizationAxisFilter = enumFilter(OrganizationAxis, "OrganizationAxis");

export enum OrganizationOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(OrganizationOrderField, {
  name: "OrganizationOrderField",
  description: "What organizations can be ordered by.",
  valuesConfig: {
    CODE: { description: "Official abbreviation." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
  },
});

export const OrganizationOrder = orderInput("Organization", OrganizationOrderField, SortDirection.ASC);

@InputType({ description: "Which organizations are meant. All fields that are given must hold." })
export class OrganizationFilter {
  @IsOptional()
  @Field(() => OrganizationKindFilter, { nullable: true, description: "What kind of body it is." })
  kind?: InstanceType<typeof OrganizationKindFilter> | null;

  @IsOptional()
  @Field(() => OrganizationAxisFilter, {
    nullable: true,
    description: "Which of the four axes of the plan it belongs to.",
  })
  axis?: InstanceType<typeof OrganizationAxisFilter> | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the body right above it." })
  parent?: IDFilter | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "true: those that have ended, the 526 authorities of before 1 July 2025, and no other.",
  })
  former!: boolean;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of every list of organizations. */
@ArgsType()
export class OrganizationsArguments extends PageArguments {
  @IsOptional()
  @Field(() => OrganizationFilter, {
    nullable: true,
    description: "Only these organizations; those that have not ended when none is given.",
  })
  filter?: OrganizationFilter | null;

  @Field(() => [OrganizationOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof OrganizationOrder>[] | null;
}
