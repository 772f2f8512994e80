import { Field, ObjectType } from "type-graphql";
import { FigureValue } from "../../../shared/kit/computed/figure-value";
import { Sector } from "../indicator/indicator";

@ObjectType({
  description:
    "What a sector computes from its own rows for a figure that was published, and how far they differ.",
})
export class ComputedValue extends FigureValue {
  @Field(() => Sector, { description: "The sector that computes it: the one that the indicator is about." })
  sector!: Sector;
}
