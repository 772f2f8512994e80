import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../../shared/base/graphql/scalars";
import type { Connection } from "../../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../../shared/kit/context/context";
import type { CubeFilter } from "../../../../shared/kit/cube/statistics-query";
import { SemanticNonNull } from "../../../../shared/kit/graphql/semantic-non-null";
import { asOfArgument } from "../../../../shared/kit/statistics-graphql/as-of-argument";
import { MeasuresTogether } from "../../../../shared/kit/statistics-graphql/measures-together";
import type { StatisticsMeasures } from "../../../../shared/kit/statistics-graphql/statistics-types";
import { Procedure } from "../../procedure/procedure";
import type { Dossier } from "../dossier";
import { dossierCube } from "../dossier.cube";
import { DossiersArguments } from "../dossier.inputs";
import { DossierConnection, dossierPageOfProcedure } from "../dossier.queries";
import { DossierFilter, DossierMeasures, measuresByProcedure } from "../dossier.statistics";
import { requireDossierReader } from "../dossier-access";

@Resolver(() => Procedure)
export class ProcedureDossiersResolver {
  @SemanticNonNull()
  @FieldResolver(() => DossierConnection, {
    nullable: true,
    description: "Its dossiers, in pages. For analysts, editors and admins.",
  })
  dossiers(
    @Root() { code }: Procedure,
    @Args() args: DossiersArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Dossier>> {
    requireDossierReader(context);
    return dossierPageOfProcedure(context, code, args);
  }

  @SemanticNonNull()
  @FieldResolver(() => DossierMeasures, { nullable: true, description: "Counts of its dossiers." })
  @MeasuresTogether(measuresByProcedure)
  dossierStats(
    @Root() { code }: Procedure,
    @Arg("filter", () => DossierFilter, { nullable: true, description: "Only these dossiers." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(dossierCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByProcedure, code, { filter, asOf });
  }
}
