import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { PolicyDocumentKind } from "./policy-document";

const PolicyDocumentKindFilter = enumFilter(PolicyDocumentKind, "PolicyDocumentKind");
const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum PolicyDocumentOrderField {
  CODE = "CODE",
  NAME = "NAME",
  ISSUED_ON = "ISSUED_ON",
}

registerEnumType(PolicyDocumentOrderField, {
  name: "PolicyDocumentOrderField",
  description: "What policy documents can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    ISSUED_ON: { description: "Day it was issued; those without a day come last." },
  },
});

export const PolicyDocumentOrder = orderInput("PolicyDocument", PolicyDocumentOrderField, SortDirection.ASC);

@InputType({ description: "Which policy documents are meant. All fields that are given must hold." })
export class PolicyDocumentFilter {
  @IsOptional()
  @Field(() => PolicyDocumentKindFilter, { nullable: true, description: "What kind of document it is." })
  kind?: InstanceType<typeof PolicyDocumentKindFilter> | null;

  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day it was issued." })
  issuedOn?: DateFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code, number and names." })
  search?: string | null;
}

/** The arguments of every list of policy documents. */
@ArgsType()
export class PolicyDocumentsArguments extends PageArguments {
  @IsOptional()
  @Field(() => PolicyDocumentFilter, { nullable: true, description: "Only these policy documents." })
  filter?: PolicyDocumentFilter | null;

  @Field(() => [PolicyDocumentOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof PolicyDocumentOrder>[] | null;
}
