import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength, searchConditions } from "../../../shared/kit/filter/conditions";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";

export enum DataCentreOrderField {
  CODE = "CODE",
  NAME = "NAME",
  CPU_CORES = "CPU_CORES",
}

registerEnumType(DataCentreOrderField, {
  name: "DataCentreOrderField",
  description: "What data centres can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Name, without regard to accents and case." },
    CPU_CORES: { description: "Processor cores that it has for systems." },
  },
});

export const DataCentreOrder = orderInput("DataCentre", DataCentreOrderField, SortDirection.ASC);

@InputType({ description: "Which data centres are meant." })
export class DataCentreFilter {
  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and name." })
  search?: string | null;
}

/** The arguments of the list of data centres. */
@ArgsType()
export class DataCentresArguments extends PageArguments {
  @Field(() => DataCentreFilter, { nullable: true, description: "Only these data centres." })
  filter?: DataCentreFilter | null;

  @Field(() => [DataCentreOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof DataCentreOrder>[] | null;
}

/** The conditions of a filter over `data_centre c`. */
export function dataCentreConditions(filter: DataCentreFilter | null | undefined): Sql[] {
  return searchConditions(sql`search_text(c.code || ' ' || c.name)`, filter?.search, ["filter", "search"]);
}
