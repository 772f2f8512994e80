import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { asOfDescription } from "../../../shared/base/clock/as-of";
import type { CalendarDay } from "../../../shared/base/clock/calendar-day";
import { dateScalar } from "../../../shared/base/graphql/scalars";
import type { Connection } from "../../../shared/kit/connection/connection-type";
import type { SubgraphContext } from "../../../shared/kit/context/context";
import type { CubeFilter } from "../../../shared/kit/cube/statistics-query";
import { asOfArgument } from "../../../shared/kit/statistics-graphql/as-of-argument";
import type { StatisticsMeasures } from "../../../shared/kit/statistics-graphql/statistics-types";
import { CatalogueMeasures } from "../catalogue/catalogue-measures";
import { measuresByPublisher } from "../catalogue/catalogue-measures.loaders";
import type { Dataset } from "../dataset/dataset";
import { DatasetsArguments } from "../dataset/dataset.inputs";
import { DatasetConnection, datasetPages } from "../dataset/dataset.queries";
import type { ITSystem } from "../it-system/it-system";
import { systemCube } from "../it-system/it-system.cube";
import { ITSystemsArguments } from "../it-system/it-system.inputs";
import { ITSystemConnection, systemPageOfOwner } from "../it-system/it-system.queries";
import { ITSystemFilter, ITSystemMeasures, measuresByOwner } from "../it-system/it-system.statistics";
import { Organization } from "./organization";

@Resolver(() => Organization)
export class OrganizationResolver {
  @FieldResolver(() => ITSystemConnection, {
    nullable: true,
    description: "Information systems that it answers for.",
  })
  itSystems(
    @Root() { code }: Organization,
    @Args() args: ITSystemsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<ITSystem>> {
    return systemPageOfOwner(context, code, args);
  }

  @FieldResolver(() => ITSystemMeasures, {
    nullable: true,
    description: "Counts of the information systems that it answers for.",
  })
  systemStats(
    @Root() { code }: Organization,
    @Arg("filter", () => ITSystemFilter, { nullable: true, description: "Only these systems." })
    filter: CubeFilter | null,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfArgument(systemCube) })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<StatisticsMeasures> {
    return context.loadKnown(measuresByOwner, code, { filter, asOf });
  }

  @FieldResolver(() => DatasetConnection, { nullable: true, description: "Datasets that it publishes." })
  datasets(
    @Root() { code }: Organization,
    @Args() args: DatasetsArguments,
    @Ctx() context: SubgraphContext,
  ): Promise<Connection<Dataset>> {
    return datasetPages(context).pageOfPublisher(context, code, args);
  }

  @FieldResolver(() => CatalogueMeasures, {
    nullable: true,
    description: "Counts of the datasets that it publishes.",
  })
  catalogueStats(
    @Root() { code }: Organization,
    @Arg("asOf", () => dateScalar, { nullable: true, description: asOfDescription })
    asOf: CalendarDay | null,
    @Ctx() context: SubgraphContext,
  ): Promise<CatalogueMeasures> {
    return context.loadKnown(measuresByPublisher, code, { asOf: asOf ?? null });
  }
}
