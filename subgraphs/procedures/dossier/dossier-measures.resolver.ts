import { Arg, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { badInput } from "../../../shared/errors/graph-error";
import { DossierMeasures } from "./dossier-measures";
import { percentileOf } from "./processing-times";

@Resolver(() => DossierMeasures)
export class DossierMeasuresResolver {
  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Exact at one-day resolution. The fewest calendar days within which this share of the resolved dossiers " +
      "got their result; null when none is resolved.",
  })
  async processingDays(
    @Root() measures: DossierMeasures,
    @Arg("percentile", () => Float, {
      defaultValue: 0.5,
      description: "0 to 1: 0.5 is the median, 0 the shortest time, 1 the longest.",
    })
    percentile: number,
  ): Promise<number | null> {
    if (percentile < 0 || percentile > 1) {
      throw badInput(`percentile: expected 0 to 1; got ${percentile}.`, ["percentile"]);
    }
    return percentileOf(await measures.processingTimes(), percentile);
  }
}
