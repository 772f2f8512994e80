import { ArgsType, Field, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { DatasetFilter } from "./dataset.statistics";

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

/** The arguments of every list of datasets. */
@ArgsType()
export class DatasetsArguments extends PageArguments {
  @Field(() => DatasetFilter, { nullable: true, description: "Only these datasets." })
  filter?: CubeFilter | null;

  @Field(() => [DatasetOrder], {
    nullable: true,
    description: "Order of the rows; by title from A on when none is given.",
  })
  orderBy?: InstanceType<typeof DatasetOrder>[] | null;
}
