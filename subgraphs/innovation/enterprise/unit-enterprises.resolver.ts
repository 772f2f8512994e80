import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { AdministrativeUnit } from "../administrative-unit/administrative-unit";
import { enterpriseCube } from "./enterprise.cube";
import { EnterpriseFilter, EnterpriseMeasures, measuresByUnit } from "./enterprise.statistics";

@Resolver(() => AdministrativeUnit)
export class UnitEnterprisesResolver {
  @SemanticNonNull()
  @FieldResolver(() => EnterpriseMeasures, {
    nullable: true,
    description: "Counts of the enterprises in the unit. On unit 01 they are of the whole city.",
  })
  @MeasuresTogether(measuresByUnit)
  enterpriseStats(
    @Root() { code }: AdministrativeUnit,
    @Arg("filter", () => EnterpriseFilter, { nullable: true, description: "Only these enterprises." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(enterpriseCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByUnit, code, { filter, asOf });
  }
}
