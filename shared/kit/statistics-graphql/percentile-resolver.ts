import { Arg, FieldResolver, Float, Resolver, Root } from "type-graphql";
import { badInput } from "../../base/errors/graph-error";
import type { Cube } from "../cube/cube";
import { percentileOf } from "../cube/measure";
import type { TypeClass } from "./named-class";
import type { StatisticsMeasures } from "./statistics-types";

/** The field of percentiles among a cube's measures; none where the cube has no percentiles. */
export function percentileResolvers(cube: Cube, measures: TypeClass): TypeClass[] {
  const { number, field = number, description } = cube.percentiles ?? {};
  if (field === undefined || description === undefined) return [];
  @Resolver(() => measures)
  class PercentileResolver {
    @FieldResolver(() => Float, {
      name: field,
      nullable: true,
      description,
    })
    async percentile(
      @Root() root: StatisticsMeasures,
      @Arg("percentile", () => Float, {
        defaultValue: 0.5,
        description: "0 to 1: 0.5 is the median, 0 the least, 1 the greatest.",
      })
      share: number,
    ): Promise<number | null> {
      if (share < 0 || share > 1)
        throw badInput(`percentile: expected 0 to 1; got ${share}.`, ["percentile"]);
      return percentileOf(await root.distribution(), share);
    }
  }
  return [PercentileResolver];
}
