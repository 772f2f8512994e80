import { Field, Int, ObjectType } from "type-graphql";
import { monthScalar } from "../../../shared/base/graphql/scalars";
import { DataOrigin } from "../../../shared/kit/graphql/kit-enums";
import { Rate } from "../../../shared/kit/graphql/rate";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import type { Month } from "./month";

@ObjectType({ description: "How much of a unit 5G reaches in one month." })
export class Coverage5G {
  @Field(() => monthScalar, { description: "The month." })
  month!: Month;

  @Field(() => AdministrativeUnit, { nullable: true, description: "The ward or commune, or the city (01)." })
  unit!: AdministrativeUnit;

  @Field(() => Int, {
    nullable: true,
    description:
      "5G stations in operation at the end of the month; of the city, the sum of its units. null when nobody " +
      "reported that month.",
  })
  stations!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "People who live where 5G reaches; of the city, the sum of its units. null when nobody reported that month.",
  })
  populationCovered!: number | null;

  @Field(() => Rate, {
    nullable: true,
    description:
      "populationCovered / population of the unit; of the city, of all units that reported that month, which weights " +
      "them by population. null when nobody did.",
  })
  populationShare!: Rate | null;

  @Field(() => DataOrigin, {
    nullable: true,
    description:
      "Where the figures came from; of the city, SYNTHETIC as soon as one unit's are. null when nobody reported that " +
      "month.",
  })
  origin!: DataOrigin | null;
}
