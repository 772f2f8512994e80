import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ProgrammeKind } from "./programme";

const ProgrammeKindFilter = enumFilter(ProgrammeKind, "ProgrammeKind");
const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum ProgrammeOrderField {
  CODE = "CODE",
  NAME = "NAME",
}

registerEnumType(ProgrammeOrderField, {
  name: "ProgrammeOrderField",
  description: "What programmes can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
  },
});

export const ProgrammeOrder = orderInput("Programme", ProgrammeOrderField, SortDirection.ASC);

@InputType({ description: "Which programmes are meant. All fields that are given must hold." })
export class ProgrammeFilter {
  @IsOptional()
  @Field(() => ProgrammeKindFilter, { nullable: true, description: "What kind of undertaking it is." })
  kind?: InstanceType<typeof ProgrammeKindFilter> | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that answers for it." })
  leadOrganization?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the policy document that it rests on." })
  basis?: IDFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of every list of programmes. */
@ArgsType()
export class ProgrammesArguments extends PageArguments {
  @IsOptional()
  @Field(() => ProgrammeFilter, { nullable: true, description: "Only these programmes." })
  filter?: ProgrammeFilter | null;

  @Field(() => [ProgrammeOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ProgrammeOrder>[] | null;
}
