import { Arg, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { AnswersTogether } from "../../../shared/base/graphql/answer-together";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import type { MeasuresArguments } from "../../../shared/kit/statistics-graphql/define-statistics";
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
  @AnswersTogether(
    (objects: readonly AdministrativeUnit[], args: MeasuresArguments, context: SubgraphContext) =>
      context.loadEachKnown(
        measuresByUnit,
        objects.map(({ code }) => code),
        args,
      ),
  )
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
