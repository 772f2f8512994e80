import { Field, ObjectType } from "type-graphql";
import { Observation } from "../observation";

@ObjectType({
  description: "Observations of one indicator, unit, organization and period that cannot all be true.",
})
export class ObservationConflict {
  @Field({ description: "The period that they are all of, e.g. 2025-07-01/2025-11-12." })
  period!: string;

  @Field(() => [Observation], {
    description: "Every one that disagrees with at least one other of them, newest first.",
  })
  observations!: Observation[];
}
