import { ObjectType } from "type-graphql";
import { FigureValue } from "../../../shared/kit/computed/figure-value";

@ObjectType({
  description:
    "What a sector computes from its own rows for a figure that was published, and how far they differ.",
})
export class ComputedValue extends FigureValue {
  /** Of the sector that computes it. */
  sectorCode!: string;
}
