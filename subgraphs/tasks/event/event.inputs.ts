import { IsOptional, MaxLength } from "class-validator";
import { ArgsType, Field, InputType, registerEnumType } from "type-graphql";
import { orderInput } from "../../../shared/kit/connection/order";
import { PageArguments } from "../../../shared/kit/connection/page-arguments";
import { maxSearchLength } from "../../../shared/kit/filter/conditions";
import { enumFilter } from "../../../shared/kit/filter/enum-filter";
import { DateFilter, IDFilter } from "../../../shared/kit/filter/filter-inputs";
import { DataOrigin, SortDirection } from "../../../shared/kit/graphql/kit-enums";

const DataOriginFilter = enumFilter(DataOrigin, "DataOrigin");

export enum EventOrderField {
  CODE = "CODE",
  NAME = "NAME",
  HELD_ON = "HELD_ON",
}

registerEnumType(EventOrderField, {
  name: "EventOrderField",
  description: "What events can be ordered by.",
  valuesConfig: {
    CODE: { description: "Key in the graph." },
    NAME: { description: "Vietnamese name, without regard to accents and case." },
    HELD_ON: { description: "Day on which it was held." },
  },
});

export const EventOrder = orderInput("Event", EventOrderField, SortDirection.ASC);

@InputType({ description: "Which events are meant. All fields that are given must hold." })
export class EventFilter {
  @IsOptional()
  @Field(() => DateFilter, { nullable: true, description: "Day on which it was held." })
  heldOn?: DateFilter | null;

  @IsOptional()
  @Field(() => IDFilter, { nullable: true, description: "Code of the organization that held it." })
  organizer?: IDFilter | null;

  @IsOptional()
  @Field(() => DataOriginFilter, { nullable: true, description: "Where the row came from." })
  origin?: InstanceType<typeof DataOriginFilter> | null;

  @IsOptional()
  @MaxLength(maxSearchLength)
  @Field(() => String, { nullable: true, description: "Accent-insensitive, in code and names." })
  search?: string | null;
}

/** The arguments of every list of events. */
@ArgsType()
export class EventsArguments extends PageArguments {
  @IsOptional()
  @Field(() => EventFilter, { nullable: true, description: "Only these events." })
  filter?: EventFilter | null;

  @Field(() => [EventOrder], {
    nullable: true,
    description: "Order of the rows; in the order in which they were held when none is given.",
  })
  orderBy?: InstanceType<typeof EventOrder>[] | null;
}
