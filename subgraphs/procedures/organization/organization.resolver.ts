import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { dossierCube } from "../dossier/dossier.cube";
import { DossierFilter, DossierMeasures, measuresByOrganization } from "../dossier/dossier.statistics";
import type { Procedure } from "../procedure/procedure";
import { ProceduresArguments } from "../procedure/procedure.inputs";
import { ProcedureConnection, procedurePageOfOrganization } from "../procedure/procedure.queries";
import { readScoredMonth, ServiceIndexArguments } from "../service-index/service-index.inputs";
import { serviceIndexByOrganization } from "../service-index/service-index.loaders";
import { ServiceIndexScore } from "../service-index/service-index-score";
import { Organization } from "./organization";

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => ProcedureConnection, {
    nullable: true,
    description: "Procedures that it answers for.",
  })
  procedures(
    @Root() { code }: Organization,
    @Args() args: ProceduresArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Procedure>> {
    return procedurePageOfOrganization(context, code, args);
  }

  @FieldResolver(() => DossierMeasures, {
    nullable: true,
    description: "Counts of the dossiers that it handles.",
  })
  dossierStats(
    @Root() { code }: Organization,
    @Arg("filter", () => DossierFilter, { nullable: true, description: "Only these dossiers." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(dossierCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByOrganization, code, { filter, asOf });
  }

  @FieldResolver(() => ServiceIndexScore, {
    nullable: true,
    description:
      "Its score in a month, by what was known at the end of a day; null when it had received none in it by then.",
  })
  async serviceIndex(
    @Root() { code }: Organization,
    @Args() args: ServiceIndexArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<ServiceIndexScore | null> {
    return (
      (await context.load(serviceIndexByOrganization, code, readScoredMonth(args, context.clock))) ?? null
    );
  }
}
