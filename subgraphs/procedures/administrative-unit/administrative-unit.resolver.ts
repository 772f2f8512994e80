import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { dossierCube } from "../dossier/dossier.cube";
import { DossierFilter, DossierMeasures, measuresByUnit } from "../dossier/dossier.statistics";
import { readScoredMonth, ServiceIndexArguments } from "../service-index/service-index.inputs";
import { serviceIndexByUnit } from "../service-index/service-index.loaders";
import { ServiceIndexScore } from "../service-index/service-index-score";
import { ServicePoint } from "../service-point/service-point";
import { servicePointsByUnit } from "../service-point/service-point.loaders";
import { AdministrativeUnit } from "./administrative-unit";

@Resolver(() => AdministrativeUnit)
export class AdministrativeUnitResolver {
  @FieldResolver(() => DossierMeasures, {
    nullable: true,
    description: "Counts of the dossiers received in the unit; for the city, of all dossiers.",
  })
  dossierStats(
    @Root() { code }: AdministrativeUnit,
    @Arg("filter", () => DossierFilter, { nullable: true, description: "Only these dossiers." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(dossierCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByUnit, code, { filter, asOf });
  }

  @FieldResolver(() => [ServicePoint], {
    description: "Where dossiers can be handed in within the unit; for the city, everywhere. By code.",
  })
  servicePoints(
    @Root() { code }: AdministrativeUnit,
    @Ctx() context: SubgraphContext,
  ): Promise<ServicePoint[]> {
    return context.loadKnown(servicePointsByUnit, code);
  }

  @FieldResolver(() => ServiceIndexScore, {
    nullable: true,
    description:
      "Its score in a month, by what was known at the end of a day; null when it had received none in it by then.",
  })
  async serviceIndex(
    @Root() { code }: AdministrativeUnit,
    @Args() args: ServiceIndexArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexScore | null> {
    return (await context.load(serviceIndexByUnit, code, readScoredMonth(args, context.clock))) ?? null;
  }
}
