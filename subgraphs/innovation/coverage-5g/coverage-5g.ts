import { Field, Int, ObjectType } from "type-graphql";
import { DataOrigin } from "../../../shared/graphql/kit-enums";
import { Rate } from "../../../shared/graphql/rate";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import type { Month } from "./month";

@ObjectType({ description: "How much of a unit 5G reaches in one month." })
export class Coverage5G {
  @Field(() => String, { description: "Calendar month, e.g. 2025-11." })
  month!: Month;

  @Field(() => AdministrativeUnit, { nullable: true, description: "The ward or commune, or the city (01)." })
  unit!: AdministrativeUnit;

  @Field(() => Int, {
    description: "5G stations in operation at the end of the month; of the city, the sum of its units.",
  })
  stations!: number;

  @Field(() => Int, { description: "People who live where 5G reaches; of the city, the sum of its units." })
  populationCovered!: number;

  @Field(() => Rate, {
    description:
      "populationCovered / population of the unit; of the city, of all units measured in that month, which weights " +
      "them by population. Its value is null in a month that was not measured.",
  })
  populationShare!: Rate;

  @Field(() => DataOrigin, {
    description:
      "Where the figures came from; of the city, SYNTHETIC as soon as one unit's are. A month without a " +
      "measurement in a series is SYNTHETIC, for nobody reported it.",
  })
  origin!: DataOrigin;
}
