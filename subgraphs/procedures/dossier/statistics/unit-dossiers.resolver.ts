import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../../shared/kit/statistics-graphql/statistics-types";
import { AdministrativeUnit } from "../../administrative-unit/administrative-unit";
import { dossierCube } from "../dossier.cube";
import { DossierFilter, DossierMeasures, measuresByUnit } from "../dossier.statistics";

@Resolver(() => AdministrativeUnit)
export class UnitDossiersResolver {
  @SemanticNonNull()
  @FieldResolver(() => DossierMeasures, {
    nullable: true,
    description: "Counts of the dossiers received in the unit; for the city, of all dossiers.",
  })
  @MeasuresTogether(measuresByUnit)
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
}
