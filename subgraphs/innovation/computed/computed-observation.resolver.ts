import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import type { Figure } from "../../../shared/kit/computed/figure";
import { figureValueSelection } from "../../../shared/kit/computed/figure-value";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import { cityCode } from "../../common/city/city-code";
import { Observation } from "../observation/observation";
import { computeByInnovation } from "./computed-by-innovation";
import { ComputedValue } from "./computed-value";
import {
  answeredBy,
  figureFields,
  ownSector,
  type SectorFigures,
  sectorOf,
  selectFigures,
} from "./sector-figures";

/** The figures of the other sectors. */
export const ObservationFiguresResolver = figureFields(() => Observation, cityFigure);

/** Published against computed. */
@Resolver(() => Observation)
export class ComputedObservationResolver {
  @Directive(`@requires(fields: "${selectFigures(`computed { ${figureValueSelection} }`)}")`)
  @FieldResolver(() => ComputedValue, {
    nullable: true,
    description:
      "What the sector that owns the indicator computes for it and the same period, as of the period's last day; null " +
      "for an indicator that no sector computes, and for figures that are not of the whole city.",
  })
  async computed(
    @Root() observation: Observation & SectorFigures,
    @Ctx() context: SubgraphContext,
  ): Promise<ComputedValue | null> {
    const figure = cityFigure(observation);
    const sector = await sectorOf(figure, context);
    if (figure === null || sector === null) return null;
    const isOwn = sector === ownSector;
    const value = isOwn ? await computeByInnovation(context, figure) : answeredBy(observation, "computed");
    return value && { ...value, sectorCode: sector };
  }
}

/** The figure that an observation is of; null for what no sector computes: a ward's, an organization's, an open end. */
function cityFigure(observation: Observation): Figure | null {
  const { indicatorCode: indicator, areaCode, organizationCode, periodStart, periodEnd, value } = observation;
  if (areaCode !== cityCode || organizationCode !== null || periodEnd === null) return null;
  return { indicator, value, periodStart, periodEnd };
}
