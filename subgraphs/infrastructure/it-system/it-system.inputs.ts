import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/connection/order";
import { PageArguments } from "../../../shared/connection/page-arguments";
import { idConditions, maxSearchLength, oneOf, searchConditions } from "../../../shared/filter/conditions";
import { IDFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import { DataSharing, Hosting, MigrationStatus } from "./it-system-enums";

export enum ITSystemOrderField {
  CODE = "CODE",
  NAME = "NAME",
  MIGRATED_ON = "MIGRATED_ON",
}

registerEnumType(ITSystemOrderField, {
  name: "ITSystemOrderField",
  description: "What IT systems can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Name, without regard to accents and case." },
    MIGRATED_ON: { description: "Day of the move; systems that have not moved come last." },
  },
});

export const ITSystemOrder = orderInput("ITSystem", ITSystemOrderField, SortDirection.ASC);

@InputType({ description: "Which systems are meant. All fields that are given must hold." })
export class ITSystemFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that answers for it." })
  owner?: IDFilter | null;

  @IsOptional()
  @Field(() => [Hosting], { nullable: true, description: "It runs in one of these places." })
  hosting?: Hosting[] | null;

  @IsOptional()
  @Field(() => [MigrationStatus], { nullable: true, description: "Its move stands at one of these." })
  migration?: MigrationStatus[] | null;

  @IsOptional()
  @Field(() => [DataSharing], { nullable: true, description: "Its data is shared in one of these ways." })
  dataSharing?: DataSharing[] | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of every list of systems. */
@ArgsType()
export class ITSystemsArguments extends PageArguments {
  @Field(() => ITSystemFilter, { nullable: true, description: "Only these systems." })
  filter?: ITSystemFilter | null;

  @Field(() => [ITSystemOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ITSystemOrder>[] | null;
}

/** The conditions of a filter over `it_system s`. */
export function systemConditions(filter: ITSystemFilter | null | undefined): Sql[] {
  if (!filter) return [];
  return [
    ...idConditions(sql`s.owner_code`, filter.owner, ["filter", "owner"]),
    ...oneOf(sql`s.hosting`, filter.hosting, ["filter", "hosting"]),
    ...oneOf(sql`s.migration`, filter.migration, ["filter", "migration"]),
    ...oneOf(sql`s.data_sharing`, filter.dataSharing, ["filter", "dataSharing"]),
    ...searchConditions(sql`s.search`, filter.search, ["filter", "search"]),
  ];
}
