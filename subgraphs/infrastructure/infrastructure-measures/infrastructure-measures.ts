import { Field, Int, ObjectType } from "type-graphql";
import { Rate } from "../../../shared/graphql/rate";

@ObjectType({ description: "Counts of units and systems, and the rates that follow from them." })
export class InfrastructureMeasures {
  @Field(() => Int, { description: "Wards and communes." })
  units!: number;

  @Field(() => Rate, { description: "Units whose readiness meets all criteria / units." })
  unitsReady!: Rate;

  @Field(() => Int, { description: "Information systems." })
  systems!: number;

  @Field(() => Rate, { description: "Systems that the city's data centre or cloud hosts / systems." })
  systemsMigrated!: Rate;

  @Field(() => Rate, { description: "Systems whose dataSharing is PARTIAL or SHARED / systems." })
  systemsSharingData!: Rate;
}
