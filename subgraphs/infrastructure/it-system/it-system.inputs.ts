import { ArgsType, Field, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SortDirection } from "../../../shared/kit/graphql/kit-enums";
import { ITSystemFilter } from "./it-system.statistics";

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

/** The arguments of every list of systems. */
@ArgsType()
export class ITSystemsArguments extends PageArguments {
  @Field(() => ITSystemFilter, { nullable: true, description: "Only these systems." })
  filter?: CubeFilter | null;

  @Field(() => [ITSystemOrder], {
    nullable: true,
    description: "Order of the rows; by code when none is given.",
  })
  orderBy?: InstanceType<typeof ITSystemOrder>[] | null;
}
