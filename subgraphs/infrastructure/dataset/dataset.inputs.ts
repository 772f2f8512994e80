import { IsOptional, MaxLength } from "class-validator";
import sql, { type Sql } from "sql-template-tag";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/connection/order";
import { PageArguments } from "../../../shared/connection/page-arguments";
import {
  any,
  checkedList,
  flagConditions,
  idConditions,
  maxSearchLength,
  oneOf,
  searchConditions,
} from "../../../shared/filter/conditions";
import { IDFilter } from "../../../shared/filter/filter-inputs";
import { SortDirection } from "../../../shared/graphql/kit-enums";
import type { CatalogueMoment } from "./catalogue-moment";
import { AccessLevel, QualityCriterion } from "./dataset-enums";
import { holdsSql } from "./quality-rules";

export enum DatasetOrderField {
  TITLE = "TITLE",
  MODIFIED_AT = "MODIFIED_AT",
  QUALITY = "QUALITY",
}

registerEnumType(DatasetOrderField, {
  name: "DatasetOrderField",
  description: "What datasets can be ordered by.",
  valuesConfig: {
    TITLE: { description: "Title, without regard to accents and case." },
    MODIFIED_AT: { description: "When the data was last changed." },
    QUALITY: { description: "How many of the six criteria hold now." },
  },
});

export const DatasetOrder = orderInput("Dataset", DatasetOrderField, SortDirection.DESC);

@InputType({ description: "Which datasets are meant. All fields that are given must hold." })
export class DatasetFilter {
  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that publishes it." })
  publisher?: IDFilter | null;

  @IsOptional()
  @Field(() => [String], { nullable: true, description: "One of these theme codes, e.g. EDUC." })
  theme?: string[] | null;

  @IsOptional()
  @Field(() => [AccessLevel], { nullable: true, description: "One of these access levels." })
  accessLevel?: AccessLevel[] | null;

  @IsOptional()
  @Field(() => Boolean, { nullable: true, description: "Whether the open data portal offers it." })
  onOpenDataPortal?: boolean | null;

  @IsOptional()
  @Field(() => [QualityCriterion], {
    nullable: true,
    description: "At least one of these criteria does not hold now.",
  })
  failing?: QualityCriterion[] | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, {
    nullable: true,
    description: "Accent-insensitive, in title, description and keywords.",
  })
  search?: string | null;
}

/** The arguments of every list of datasets. */
@ArgsType()
export class DatasetsArguments extends PageArguments {
  @Field(() => DatasetFilter, { nullable: true, description: "Only these datasets." })
  filter?: DatasetFilter | null;

  @Field(() => [DatasetOrder], {
    nullable: true,
    description: "Order of the rows; by title from A on when none is given.",
  })
  orderBy?: InstanceType<typeof DatasetOrder>[] | null;
}

/** The conditions of a filter over the datasets `d` of a moment. */
export function datasetConditions(filter: DatasetFilter | null | undefined, moment: CatalogueMoment): Sql[] {
  if (!filter) return [];
  return [
    ...idConditions(sql`d.publisher_code`, filter.publisher, ["filter", "publisher"]),
    ...oneOf(sql`d.theme`, filter.theme, ["filter", "theme"]),
    ...oneOf(sql`d.access_level`, filter.accessLevel, ["filter", "accessLevel"]),
    ...flagConditions(sql`d.on_open_data_portal`, filter.onOpenDataPortal),
    ...failingConditions(filter.failing, moment),
    ...searchConditions(sql`d.search`, filter.search, ["filter", "search"]),
  ];
}

function failingConditions(failing: QualityCriterion[] | null | undefined, moment: CatalogueMoment): Sql[] {
  if (!failing) return [];
  checkedList(failing, ["filter", "failing"]);
  const holds = holdsSql(moment);
  return [any([...new Set(failing)].map((criterion) => sql`NOT ${holds[criterion]}`))];
}
