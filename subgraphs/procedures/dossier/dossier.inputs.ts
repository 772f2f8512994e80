import { IsOptional } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/connection/order";
import { PageArguments } from "../../../shared/connection/page-arguments";
import { DateRangeFilter, IDFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { ApplicantKind, DossierChannel, DossierStatus, Timeliness } from "./dossier-enums";

export enum DossierOrderField {
  RECEIVED_AT = "RECEIVED_AT",
  DUE_AT = "DUE_AT",
  RESOLVED_AT = "RESOLVED_AT",
}

registerEnumType(DossierOrderField, {
  name: "DossierOrderField",
  description: "What dossiers can be ordered by.",
  valuesConfig: {
    RECEIVED_AT: { description: "When it was received." },
    DUE_AT: { description: "When its result is due." },
    RESOLVED_AT: { description: "When its result was there; dossiers without one come last." },
  },
});

export const DossierOrder = orderInput("Dossier", DossierOrderField, SortDirection.DESC);

@InputType({
  description:
    "Which dossiers are meant. All fields that are given must hold. At most 5 levels of and, or, not.",
})
export class DossierFilter {
  @IsOptional()
  @Field(() => [DossierFilter], { nullable: true, description: "Every one of these holds." })
  and?: DossierFilter[] | null;

  @IsOptional()
  @Field(() => [DossierFilter], { nullable: true, description: "At least one of these holds." })
  or?: DossierFilter[] | null;

  @IsOptional()
  @Field(() => DossierFilter, { nullable: true, description: "This does not hold." })
  not?: DossierFilter | null;

  @IsOptional()
  @Field(() => DateRangeFilter, { nullable: true, description: "Day of receipt in Hanoi." })
  receivedOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => DateRangeFilter, { nullable: true, description: "Day of the result in Hanoi." })
  resolvedOn?: DateRangeFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of its procedure." })
  procedure?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the field of its procedure." })
  procedureField?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that handles it." })
  organization?: IDFilter | null;

  @IsOptional()
  @Field(() => IDFilter, {
    nullable: true,
    description: "Code of the unit where it was received; 01 is the whole city.",
  })
  unit?: IDFilter | null;

  @IsOptional()
  @Field(() => [DossierChannel], { nullable: true, description: "One of these channels." })
  channel?: DossierChannel[] | null;

  @IsOptional()
  @Field(() => [ApplicantKind], { nullable: true, description: "One of these kinds of applicant." })
  applicant?: ApplicantKind[] | null;

  @IsOptional()
  @Field(() => [DossierStatus], { nullable: true, description: "One of these statuses." })
  status?: DossierStatus[] | null;

  @IsOptional()
  @Field(() => [Timeliness], { nullable: true, description: "Resolved, and one of these." })
  timeliness?: Timeliness[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it is pending and past dueAt now." })
  overdue?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether its papers were turned into data." })
  digitised?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether it has an electronic result." })
  electronicResult?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether its procedure is on the green lane." })
  greenLane?: boolean | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether its procedure is of the business sector." })
  businessSector?: boolean | null;
}

/** The arguments of every list of dossiers. */
@ArgsType()
export class DossiersArguments extends PageArguments {
  @Field(() => DossierFilter, { nullable: true, description: "Only these dossiers." })
  filter?: DossierFilter | null;

  @Field(() => [DossierOrder], {
    nullable: true,
    description: "Order of the rows; the latest received first when none is given.",
  })
  orderBy?: InstanceType<typeof DossierOrder>[] | null;
}
